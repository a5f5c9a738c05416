import { z } from 'zod'
import type { Tx } from '../../db/connect.ts'
import { faultsOf } from '../../lib/faults-of.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import type { Actor } from '../permissions/index.ts'
import type { BulkAction } from './bulk-action.ts'

/** What an action is told beside whom it is for. @throws Problem faulty-input with all its faults */
function inputOf<Input>(action: BulkAction<Input>, given: unknown): Input {
  const judged = action.input.safeParse(given, { reportInput: true })
  if (judged.success) return judged.data
  throw new Problem('faulty-input', { faults: faultsOf(judged.error, ['input']) })
}

/** The same, also judged by what the account knows. @throws Problem faulty-input with all its faults */
export async function judgedInput<Input>(
  tx: Tx,
  actor: Actor,
  action: BulkAction<Input>,
  given: unknown,
): Promise<Input> {
  const input = inputOf(action, given)
  const faults = (await action.faultsOf?.(tx, actor, input)) ?? []
  refuseFaults(faults.map(fault => ({ ...fault, path: ['input', ...fault.path] })))
  return input
}

/**
 * An action as far as it can be judged before it is told what it has to be told: for a review that shows who is selected. One
 * that needs to be told nothing is judged whole.
 */
export function beforeInput(action: BulkAction): BulkAction {
  if (action.input.safeParse({}).success) return action
  const { refusals, judgedByInput = [] } = action
  return {
    ...action,
    input: z.object({}),
    refusals: Object.fromEntries(
      Object.entries(refusals).filter(([reason]) => !judgedByInput.includes(reason)),
    ),
    faultsOf: async () => [],
    variant: () => null,
    notes: async () => [],
  }
}

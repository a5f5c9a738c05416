import { faultsOf } from '../../lib/faults-of.ts'
import { Problem } from '../../lib/problem.ts'
import type { BulkAction } from './bulk-action.ts'

/** What an action is told beside whom it is for. @throws Problem faulty-input with all its faults */
export function inputOf<Input>(action: BulkAction<Input>, given: unknown): Input {
  const judged = action.input.safeParse(given, { reportInput: true })
  if (judged.success) return judged.data
  throw new Problem('faulty-input', { faults: faultsOf(judged.error, ['input']) })
}

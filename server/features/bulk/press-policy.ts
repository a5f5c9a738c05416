import type { Tx } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import { type Actor, refuseUnless } from '../permissions/index.ts'
import { actionOf } from './action-of.ts'
import type { BulkAction, BulkCatalogue } from './bulk-action.ts'
import { mayPress, mayViewRun } from './policy.ts'

/** Over whom somebody may press: everybody, only those whom the action narrows it to, or nobody. */
export type Reach = 'all' | 'narrowed' | 'none'

/** @param told the input as it was given or kept; what is malformed narrows nothing */
export async function reachOf(tx: Tx, actor: Actor, action: BulkAction, told: unknown): Promise<Reach> {
  if (mayPress(action)(actor)) return 'all'
  const input = action.input.safeParse(told)
  if (!action.narrowed || !input.success) return 'none'
  return (await action.narrowed.mayPress(tx, actor, input.data)) ? 'narrowed' : 'none'
}

/** @throws Problem not-permitted, naming what is lacking */
export async function requiredReach(
  tx: Tx,
  actor: Actor,
  action: BulkAction,
  told: unknown,
): Promise<Exclude<Reach, 'none'>> {
  const reach = await reachOf(tx, actor, action, told)
  if (reach === 'none') refuseUnless(actor, mayPress(action))
  return reach === 'narrowed' ? 'narrowed' : 'all'
}

type RunOfSomebody = { actor_id: string; action: string; undo_of: string | null; input: unknown }

/** A run that somebody sees; their own also where it is all of the directory that they may act on. @throws Problem not-found */
export async function mustSeeRun<Run extends RunOfSomebody>(
  tx: Tx,
  catalogue: BulkCatalogue,
  actor: Actor,
  run: Run | undefined,
): Promise<Run> {
  if (!run) throw new Problem('not-found')
  if (mayViewRun(actor, run)) return run
  const action = run.actor_id === actor.personId ? actionOf(catalogue, run) : undefined
  if (!action?.narrowed || (await reachOf(tx, actor, action, run.input)) !== 'narrowed')
    throw new Problem('not-found')
  return run
}

import type { Tx } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { cancelMessages } from '../delivery/index.ts'
import { type Actor, actedBy } from '../permissions/index.ts'
import { actionOf } from './action-of.ts'
import type { BulkCatalogue } from './bulk-action.ts'
import { tellOfEnds } from './notices/tell-of-ends.ts'
import { mustSeeRun, requiredReach } from './press-policy.ts'
import { cancelUnapplied, lockRun, markCancelled, unfinishedRuns } from './queries.ts'
import { resolveSelection } from './resolve-selection.ts'
import { settleRunItems } from './settle-run-items.ts'

/** Ends the runs that send where they stand: whom they had not come to is cancelled. Messages written are not touched. */
export async function endSendingRuns(tx: Tx, catalogue: BulkCatalogue, accountId: string): Promise<void> {
  for (const run of await unfinishedRuns(tx, accountId)) {
    const action = catalogue.actions.find(one => one.name === run.action)
    if (!action?.sends) continue
    await resolveSelection(tx, catalogue.subjects[action.subject], accountId, run.id)
    await cancelUnapplied(tx, accountId, run.id)
    await markCancelled(tx, accountId, run.id, null)
    await record(tx, { accountId, actorId: null, runId: run.id }, 'run.cancelled', { action: run.action })
  }
}

/**
 * Cancels what of a run has not happened: who was not acted on yet, and whose message has not left, is left as they were
 * before. What is in the mail server's hands right now settles by itself.
 *
 * @throws Problem not-found, not-permitted, not-cancellable
 */
export async function cancelRun(
  tx: Tx,
  catalogue: BulkCatalogue,
  actor: Actor,
  runId: string,
): Promise<void> {
  const run = await mustSeeRun(tx, catalogue, actor, await lockRun(tx, actor.accountId, runId))
  const action = actionOf(catalogue, run)
  if (!action) throw new Problem('not-permitted')
  await requiredReach(tx, actor, action, run.input)
  if (run.finished_at) throw new Problem('not-cancellable')
  // Also of a run that no worker has looked at yet everybody is accounted for.
  await resolveSelection(tx, catalogue.subjects[action.subject], actor.accountId, runId)
  await cancelUnapplied(tx, actor.accountId, runId)
  const messages = action.takeBack
    ? await action.takeBack(tx, actor.accountId, runId)
    : await cancelMessages(tx, actor.accountId, { runId }, 'run-cancelled')
  const settled = (await action.calledBack?.(tx, actor.accountId, messages)) ?? messages
  await settleRunItems(tx, actor.accountId, settled)
  await tellOfEnds(tx, actor.accountId, await markCancelled(tx, actor.accountId, runId, actor.personId))
  await record(tx, actedBy(actor, runId), 'run.cancelled', { action: run.action })
}

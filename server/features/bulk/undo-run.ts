import type { Tx } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import { type Actor, refuseUnless } from '../permissions/index.ts'
import { undoing } from './action-of.ts'
import { beginRun } from './begin-run.ts'
import type { BulkCatalogue } from './bulk-action.ts'
import { databaseNow } from './judging-queries.ts'
import { mayUndoRuns, mayViewRun } from './policy.ts'
import { lockRun } from './queries.ts'
import { insertItemsDoneIn } from './start-queries.ts'
import { countItems } from './view-queries.ts'

/**
 * Starts a run that takes back what a finished one did to everybody whom it acted on; who changed since is left alone.
 *
 * @returns its id @throws Problem not-found, not-permitted, nothing-to-undo
 */
export async function undoRun(
  tx: Tx,
  catalogue: BulkCatalogue,
  actor: Actor,
  runId: string,
  idempotencyKey: string | null,
): Promise<string> {
  const { accountId, personId: actorId, scopes } = actor
  const run = await lockRun(tx, accountId, runId)
  const action = catalogue.actions.find(one => one.name === run?.action)
  if (!run || !action || !mayViewRun(actor, run)) throw new Problem('not-found')
  refuseUnless(actor, mayUndoRuns)
  const items = await countItems(tx, accountId, [runId])
  const count = items.find(({ outcome }) => outcome === 'done')?.count ?? 0
  if (!run.finished_at || run.undo_of || !undoing(action) || !count) throw new Problem('nothing-to-undo')
  const beginning = {
    ...{ action: action.name, selection: { ids: count }, count, idempotencyKey },
    input: { undone: runId, input: run.input },
    reviewedAt: await databaseNow(tx),
    undoOf: runId,
    isResolved: true,
  }
  return beginRun(tx, { accountId, actorId, scopes }, beginning, id =>
    insertItemsDoneIn(tx, accountId, id, runId),
  )
}

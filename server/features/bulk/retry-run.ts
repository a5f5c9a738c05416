import type { Tx } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import type { Actor } from '../permissions/index.ts'
import { actionOf } from './action-of.ts'
import type { BulkCatalogue } from './bulk-action.ts'
import { mustSeeRun } from './press-policy.ts'
import { lockRun } from './queries.ts'
import { startRun } from './start-run.ts'
import { idsWithOutcome } from './view-queries.ts'

/** Starts a new run over those who failed in a finished one. @returns its id @throws Problem not-found, nothing-to-retry, not-permitted */
export async function retryRun(
  tx: Tx,
  catalogue: BulkCatalogue,
  actor: Actor,
  runId: string,
  idempotencyKey: string | null,
): Promise<string> {
  const run = await mustSeeRun(tx, catalogue, actor, await lockRun(tx, actor.accountId, runId))
  const action = actionOf(catalogue, run)
  if (!action) throw new Problem('not-found')
  const ids = await idsWithOutcome(tx, actor.accountId, runId, 'failed')
  if (!run.finished_at || !ids.length) throw new Problem('nothing-to-retry')
  return startRun(tx, catalogue, actor, action, {
    selection: { ids },
    input: run.input,
    reviewedAt: null,
    idempotencyKey,
    retryOf: runId,
    undoOf: run.undo_of,
  })
}

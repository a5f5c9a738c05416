import type { Selection } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import { markResolved, takeRun } from './queries.ts'
import { selectedOf } from './selected.ts'
import { insertItems } from './start-queries.ts'
import type { Subject } from './subject.ts'

/** Turns a filter into run items, once. Who comes to match it later is not in the run. */
export async function resolveSelection(
  tx: Tx,
  subject: Subject,
  accountId: string,
  runId: string,
): Promise<void> {
  const run = await takeRun(tx, accountId, runId)
  if (!run || run.resolved_at) return
  await insertItems(tx, accountId, runId, selectedOf(tx, subject, accountId, run.selection as Selection))
  await markResolved(tx, accountId, runId)
}

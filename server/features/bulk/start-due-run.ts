import type { BulkActionName } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import { beginRun, type Starter } from './begin-run.ts'
import { databaseNow } from './judging-queries.ts'
import { insertNamedItems } from './start-queries.ts'

/**
 * Starts a run that was planned, in the name of who planned it, over these subjects. Whether that person may still do it,
 * and everybody else, is judged when it is carried out. @returns its id
 */
export async function startDueRun(
  tx: Tx,
  by: Starter,
  due: { action: BulkActionName; input: unknown; ids: string[] },
): Promise<string> {
  const { action, input, ids } = due
  const run = {
    action,
    input,
    selection: { ids: ids.length },
    count: ids.length,
    reviewedAt: await databaseNow(tx),
  }
  return beginRun(tx, by, { ...run, isResolved: true }, runId =>
    insertNamedItems(tx, by.accountId, runId, ids),
  )
}

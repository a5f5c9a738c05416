import type { Selection } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import type { BulkCatalogue } from './bulk-action.ts'
import { markResolved, takeRun } from './queries.ts'
import { selectedPeople } from './selected-people.ts'
import { insertItems } from './start-queries.ts'

/** Turns a filter into run items, once. Who comes to match it later is not in the run. */
export async function resolveSelection(
  tx: Tx,
  catalogue: BulkCatalogue,
  accountId: string,
  runId: string,
): Promise<void> {
  const run = await takeRun(tx, accountId, runId)
  if (!run || run.resolved_at) return
  const people = selectedPeople(tx, accountId, run.selection as Selection, catalogue.peopleMatching)
  await insertItems(tx, accountId, runId, people)
  await markResolved(tx, accountId, runId)
}

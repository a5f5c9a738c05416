import type { Tx } from '../../../db/connect.ts'
import { recordEach } from '../../audit/index.ts'
import type { RunInHand } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { inactivate } from './inactivation-queries.ts'

/** What ends with a user's activity, in the same transaction: sessions, API keys, the pending invitation. */
export type InactivationListener = (tx: Tx, accountId: string, personIds: string[]) => Promise<void>

/** Inactivates people in the name of a run, ends what ends with it, and puts it on the record of each. */
export async function leave(
  tx: Tx,
  personIds: string[],
  run: RunInHand<unknown>,
  listeners: InactivationListener[] = [],
): Promise<void> {
  await inactivate(tx, run.accountId, personIds, run.id)
  for (const listener of listeners) await listener(tx, run.accountId, personIds)
  await recordEach(tx, actedBy(run.actor, run.id), 'person.inactivated', {}, personIds)
}

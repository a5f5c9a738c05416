import type { Tx } from '../../db/connect.ts'
import { cancelMessages } from '../delivery/index.ts'
import { waitingOfRun } from './message-queries.ts'
import { takeBackInvitations } from './take-back.ts'

/**
 * Calls back the invitations to join that a run opened beside what its items wait for. Whose message is being handed over
 * right now stays invited.
 */
export async function callBackInvitations(
  tx: Tx,
  accountId: string,
  runId: string,
  personIds: string[],
): Promise<void> {
  const invitationIds = await waitingOfRun(tx, accountId, runId, personIds)
  const messages = await cancelMessages(tx, accountId, { personIds, invitationIds }, 'run-cancelled')
  await takeBackInvitations(tx, accountId, messages)
}

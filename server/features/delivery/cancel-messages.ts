import type { Tx } from '../../db/connect.ts'
import type { SettledMessage } from './message-kind.ts'
import {
  cancelMessagesOfInvitations,
  cancelMessagesOfPeople,
  cancelMessagesOfRun,
  type OfInvitations,
} from './queries.ts'

/**
 * Cancels messages that have not left. After the caller's transaction has committed none of them can pass its fence.
 *
 * Of people, all or of some kinds: waits for a fence that is being decided right now, so that afterwards each message either went or never will.
 * Of a run, or of invitations: passes over those being decided right now; they settle by themselves.
 * @returns each as cancelled, or as unconfirmed where it was to leave once more; the caller settles what depends on it
 */
export function cancelMessages(
  tx: Tx,
  accountId: string,
  whose: { personIds: string[]; kinds?: string[] } | { runId: string } | OfInvitations,
  reason: string,
): Promise<SettledMessage[]> {
  if ('invitationIds' in whose) return cancelMessagesOfInvitations(tx, accountId, whose, reason)
  return 'runId' in whose
    ? cancelMessagesOfRun(tx, accountId, whose.runId, reason)
    : cancelMessagesOfPeople(tx, accountId, whose, reason)
}

import type { Tx } from '../../db/connect.ts'
import type { SettledMessage } from './message-kind.ts'
import {
  callBackMessagesOfInvitations,
  callBackMessagesOfRun,
  cancelMessagesOfInvitations,
  cancelMessagesOfPeople,
  type OfInvitations,
} from './queries.ts'

/**
 * Cancels messages that have not left. After the caller's transaction has committed none of them can pass its fence.
 *
 * Of people, all or of some kinds: waits for a fence that is being decided right now, so that afterwards each message either went or never will.
 * Of invitations: passes over those being decided right now; they settle by themselves.
 * @returns what was cancelled; the caller settles what depends on it
 */
export const cancelMessages = (
  tx: Tx,
  accountId: string,
  whose: { personIds: string[]; kinds?: string[] } | OfInvitations,
  reason: string,
): Promise<SettledMessage[]> =>
  'invitationIds' in whose
    ? cancelMessagesOfInvitations(tx, accountId, whose, reason)
    : cancelMessagesOfPeople(tx, accountId, whose, reason)

/**
 * Calls back the messages of a run, or of what it opened, that have not left; those being decided right now settle by themselves.
 *
 * @returns each as cancelled, or as unconfirmed where it was to leave once more; the caller settles what depends on it
 */
export const callBackMessages = (
  tx: Tx,
  accountId: string,
  whose: { runId: string } | OfInvitations,
): Promise<SettledMessage[]> =>
  'runId' in whose
    ? callBackMessagesOfRun(tx, accountId, whose.runId)
    : callBackMessagesOfInvitations(tx, accountId, whose)

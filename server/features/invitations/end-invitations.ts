import type { Tx } from '../../db/connect.ts'
import { settleRunItems } from '../bulk/index.ts'
import { cancelMessages } from '../delivery/index.ts'
import { ofInvitation } from './invitation-messages.ts'
import { peopleTexted } from './message-queries.ts'
import { endPending } from './queries.ts'

/**
 * Ends what is pending for users who are being inactivated: nothing more is sent, no link of theirs works.
 * In the inactivation's own transaction: once it has committed, no message of theirs passes its fence.
 */
export async function endInvitations(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  await endWith(tx, accountId, { personIds }, 'inactivated', 'cancelled')
}

/** The address of users is another now: the old link is dead, and they are not invited. */
export async function withdrawInvitations(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  await endWith(tx, accountId, { personIds, kinds: ofInvitation }, 'address-changed', 'not_invited')
}

/** The number of users is another now: the same, where it was the number that they were written to. */
export async function withdrawTexted(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  const texted = personIds.length ? await peopleTexted(tx, accountId, personIds) : []
  if (texted.length) await withdrawInvitations(tx, accountId, texted)
}

async function endWith(
  tx: Tx,
  accountId: string,
  of: { personIds: string[]; kinds?: string[] },
  reason: string,
  becomes: 'cancelled' | 'not_invited',
): Promise<void> {
  const messages = await cancelMessages(tx, accountId, of, reason)
  await settleRunItems(tx, accountId, messages)
  await endPending(tx, accountId, of.personIds, becomes)
}

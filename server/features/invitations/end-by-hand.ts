import type { GivenLink } from '../../../contract/join.ts'
import type { Tx } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { settleRunItems } from '../bulk/index.ts'
import { cancelMessages, confirmUnconfirmed, takeBackUnconfirmed } from '../delivery/index.ts'
import { mayTouch } from '../directory/index.ts'
import { type Actor, actedBy, mustBe, refuseUnless, templatesOf } from '../permissions/index.ts'
import { accountSettings, type Installation } from '../settings/index.ts'
import { invitationMessages, joinLink, lifeDays } from './invitation-messages.ts'
import { lockPersonOf } from './join-queries.ts'
import { giveLink, notYetSent, stateOfInvitation } from './message-queries.ts'
import { mayInvite } from './policy.ts'
import { markEnded, markUnconfirmed } from './queries.ts'
import { takeBackInvitations } from './take-back.ts'

type Current = { id: string; state: string; isUnconfirmed: boolean }

/** The person's current invitation, locked. @throws Problem not-permitted, not-found */
async function current(tx: Tx, actor: Actor, personId: string): Promise<Current> {
  refuseUnless(actor, mayInvite)
  const locked = await lockPersonOf(tx, actor.accountId, personId)
  if (!locked) throw new Problem('not-found')
  const row = locked.invitation_id && (await stateOfInvitation(tx, actor.accountId, personId))
  if (!row) throw new Problem('invitation-changed')
  const template = (await templatesOf(tx, actor.accountId)).find(one => one.id === row.template_id)
  mustBe(!template || mayTouch(actor, template))
  return { id: locked.invitation_id!, state: row.invitation_state, isUnconfirmed: row.is_unconfirmed }
}

/**
 * Cancels an invitation whose message has not left: everything is as it was before. One that was to leave once more waits
 * for somebody who knows whether it arrived, as before.
 *
 * @throws Problem not-permitted, not-found, invitation-changed where it has left meanwhile
 */
export async function cancelInvitation(tx: Tx, actor: Actor, personId: string): Promise<void> {
  const { accountId } = actor
  const { id, state, isUnconfirmed } = await current(tx, actor, personId)
  if (state !== 'waiting' || isUnconfirmed) throw new Problem('invitation-changed')
  const reason = 'cancelled-by-hand'
  const again = await takeBackUnconfirmed(tx, accountId, { personId, invitationId: id }, reason)
  const of = { personIds: [personId], invitationIds: [id] }
  const cancelled = await cancelMessages(tx, accountId, of, reason)
  const messages = [...again, ...(await takeBackInvitations(tx, accountId, cancelled))]
  if (!messages.length) throw new Problem('invitation-changed')
  await settleRunItems(tx, accountId, messages)
  if (again.length) await markUnconfirmed(tx, accountId, [id])
  await record(tx, actedBy(actor), 'invitation.cancelled', {}, personId)
}

/**
 * Takes back an invitation that was sent: its link is dead, and nothing more is sent.
 *
 * @throws Problem not-permitted, not-found, invitation-changed
 */
export async function revokeInvitation(tx: Tx, actor: Actor, personId: string): Promise<void> {
  const { id, state } = await current(tx, actor, personId)
  if (state !== 'sent' && state !== 'expired') throw new Problem('invitation-changed')
  await endSent(tx, actor.accountId, personId, id, 'revoked')
  await record(tx, actedBy(actor), 'invitation.revoked', {}, personId)
}

/** Ends what was sent, with all that still waits for them. */
export async function endSent(
  tx: Tx,
  accountId: string,
  personId: string,
  invitationId: string,
  becomes: 'revoked' | 'declined',
): Promise<void> {
  const invitationIds = await notYetSent(tx, accountId, personId, ['welcome', 'follow-up'])
  const of = { personIds: [personId], invitationIds }
  await settleRunItems(tx, accountId, await cancelMessages(tx, accountId, of, becomes))
  await markEnded(tx, accountId, personId, invitationId, becomes)
}

/**
 * Somebody knows that a message arrived whose answer was lost: it counts as accepted.
 *
 * @throws Problem not-permitted, not-found, invitation-changed
 */
export async function confirmArrival(
  tx: Tx,
  installation: Installation,
  actor: Actor,
  personId: string,
): Promise<void> {
  // Over meanwhile, it is not unconfirmed any more, whatever its message is.
  if (!(await current(tx, actor, personId)).isUnconfirmed) throw new Problem('invitation-changed')
  const messages = await confirmUnconfirmed(tx, actor.accountId, [personId])
  if (!messages.length) throw new Problem('invitation-changed')
  await invitationMessages(installation).settled(tx, actor.accountId, messages)
  await record(tx, actedBy(actor), 'message.confirmed', {}, personId)
}

/**
 * Gives an admin the link of an invitation whose message could not be delivered, to hand it over in another way. The link
 * lives as long as one that is sent; taking it again lets it live anew.
 *
 * @throws Problem not-permitted, not-found, link-not-offered
 */
export async function copyLink(
  tx: Tx,
  installation: Installation,
  actor: Actor,
  personId: string,
): Promise<GivenLink> {
  const { id, state } = await current(tx, actor, personId)
  const account = await accountSettings(tx, actor.accountId)
  const given = state === 'error' ? await giveLink(tx, actor.accountId, id, lifeDays(account)) : undefined
  if (!given) throw new Problem('link-not-offered')
  await record(tx, actedBy(actor), 'invitation.link-copied', {}, personId)
  return {
    link: joinLink(installation, actor.accountId, id),
    expiresAt: given.link_expires_at!.toISOString(),
  }
}

import { inAccount, type Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { followUpTemplate, methodFor, type NewMessage, writeMessages } from '../delivery/index.ts'
import { accountSettings, type Context } from '../settings/index.ts'
import { type DueFollowUp, scheduleNext, takeDueFollowUps } from './follow-up-queries.ts'
import { expireDue } from './queries.ts'

/** Invitations decided in one transaction. */
const batchSize = 500
const dayMs = 24 * 60 * 60 * 1000

/**
 * Decides the follow-ups that are due, each one now and not when it was planned: it is written for sending, or recorded
 * as not sent with its reason. After a downtime only the latest due one goes out.
 *
 * @returns whether more is due
 */
export async function followUp(
  { db, installation }: Context,
  accountId: string,
  now: Date,
): Promise<boolean> {
  const decided = await inAccount(db, accountId, tx => decideFollowUps(tx, installation, accountId, now))
  const expired = await inAccount(db, accountId, tx => expireDue(tx, accountId, now, batchSize))
  return decided === batchSize || expired === batchSize
}

/** @returns how many invitations were looked at */
export async function decideFollowUps(
  tx: Tx,
  installation: Context['installation'],
  accountId: string,
  now: Date,
): Promise<number> {
  const due = await takeDueFollowUps(tx, accountId, now, batchSize)
  if (!due.length) return 0
  const account = await accountSettings(tx, accountId)
  const decisions = due.map(invitation => decide(invitation, account.followUpDays, now))
  await writeMessages(
    tx,
    accountId,
    decisions.flatMap(decision => decision.messages),
    methodFor(account, installation),
  )
  await scheduleNext(
    tx,
    accountId,
    decisions.map(decision => decision.schedule),
  )
  return due.length
}

function decide(invitation: DueFollowUp, followUpDays: number[], now: Date) {
  const at = (index: number) => new Date(invitation.sent_at!.getTime() + followUpDays[index]! * dayMs)
  const dueUntil = followUpDays.findLastIndex((_, index) => at(index) <= now)
  const messages: NewMessage[] = []
  for (let index = invitation.follow_ups_decided; index <= dueUntil; index++) {
    messages.push({
      id: newId(),
      personId: invitation.person_id,
      invitationId: invitation.id,
      kind: 'follow-up',
      ordinal: index + 1,
      template: followUpTemplate(
        index + 1,
        followUpDays.length,
        invitation.has_temporary ? 'password' : 'link',
      ),
      runId: null,
      senderId: invitation.invited_by,
      dueAt: now,
      isUrgent: false,
      notSentBecause: whyNotSent(invitation) ?? (index < dueUntil ? 'passed-over' : null),
    })
  }
  const decidedCount = Math.max(invitation.follow_ups_decided, dueUntil + 1)
  const nextAt = decidedCount < followUpDays.length ? at(decidedCount) : null
  return { messages, schedule: { id: invitation.id, decidedCount, nextAt } }
}

/** Source: product.md section 3: sent iff the invitation is sent, the user active, and never signed in. */
function whyNotSent(invitation: DueFollowUp): string | null {
  if (invitation.joined_at) return 'has-joined'
  if (invitation.status === 'inactive') return 'inactive'
  if (invitation.current_id !== invitation.id) return 'invited-again'
  if (invitation.state !== 'sent') return 'invitation-ended'
  return null
}

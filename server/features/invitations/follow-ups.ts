import { inAccount, type Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import {
  cancelMessages,
  followUpTemplate,
  methodFor,
  type NewMessage,
  reopenLate,
  takeLate,
  writeMessages,
} from '../delivery/index.ts'
import { type AccountSettings, accountSettings, type Context, reminderOpening } from '../settings/index.ts'
import { type DueFollowUp, scheduleNext, takeDueFollowUps } from './follow-up-queries.ts'
import { expireDue } from './queries.ts'

/** Invitations decided in one transaction. */
const batchSize = 500
const dayMs = 24 * 60 * 60 * 1000

/**
 * Decides the follow-ups that are due, each one now and not when it was planned: it is written for sending, or recorded
 * as not sent with its reason. After a downtime, of ours or of the mail server, only the latest due one goes out. Outside of its send window nothing is
 * decided before that opens; and what has not left when it closes waits for the next one.
 *
 * @returns whether more is due
 */
export async function followUp(
  { db, installation }: Context,
  accountId: string,
  now: Date,
): Promise<boolean> {
  const counts = [
    await inAccount(db, accountId, tx => decideFollowUps(tx, installation, accountId, now)),
    await inAccount(db, accountId, tx => reopenWindows(tx, accountId, now)),
    await inAccount(db, accountId, tx => expireDue(tx, accountId, now, batchSize)),
  ]
  return counts.includes(batchSize)
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
  const decisions = due.map(invitation => decide(invitation, account, now))
  const messages = decisions.flatMap(decision => decision.messages)
  if (messages.length) {
    // One before it that still waits, because nothing could be sent, is passed over.
    const of = {
      personIds: messages.map(message => message.personId),
      invitationIds: messages.map(message => message.invitationId!),
      kind: 'follow-up',
    }
    await cancelMessages(tx, accountId, of, 'passed-over')
  }
  await writeMessages(tx, accountId, messages, methodFor(account, installation))
  await scheduleNext(
    tx,
    accountId,
    decisions.map(decision => decision.schedule),
  )
  return due.length
}

/** @returns how many reminders waited past their window */
async function reopenWindows(tx: Tx, accountId: string, now: Date): Promise<number> {
  const late = await takeLate(tx, accountId, now, batchSize)
  if (!late.length) return 0
  const account = await accountSettings(tx, accountId)
  const openings = late.map(({ id, timeZone }) => ({ id, ...reminderOpening(account, timeZone, now) }))
  await reopenLate(tx, accountId, openings)
  return late.length
}

function decide(invitation: DueFollowUp, account: AccountSettings, now: Date) {
  const { followUpDays } = account
  const at = (index: number) => new Date(invitation.sent_at!.getTime() + followUpDays[index]! * dayMs)
  const dueUntil = followUpDays.findLastIndex((_, index) => at(index) <= now)
  const whyNot = whyNotSent(invitation)
  const { opensAt, closesAt } = reminderOpening(account, invitation.time_zone, now)
  const decided = invitation.follow_ups_decided
  if (whyNot === null && opensAt > now && decided <= dueUntil)
    return {
      messages: [],
      schedule: { id: invitation.id, decidedCount: decided, nextAt: opensAt as Date | null },
    }
  const messages: NewMessage[] = []
  for (let index = decided; index <= dueUntil; index++) {
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
      leaveUntil: closesAt,
      notSentBecause: whyNot ?? (index < dueUntil ? 'passed-over' : null),
    })
  }
  const decidedCount = Math.max(decided, dueUntil + 1)
  const nextAt = decidedCount < followUpDays.length ? at(decidedCount) : null
  return { messages, schedule: { id: invitation.id, decidedCount, nextAt } }
}

/** Source: product.md section 3: sent iff the invitation is sent, the user active, and never signed in; decision 0035. */
function whyNotSent(invitation: DueFollowUp): string | null {
  if (invitation.joined_at) return 'has-joined'
  if (invitation.status === 'inactive') return 'inactive'
  if (invitation.current_id !== invitation.id) return 'invited-again'
  if (invitation.state !== 'sent') return 'invitation-ended'
  return invitation.why_no_reminders
}

import { openFormStates } from '../../../contract/prequalification/statuses.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { cancelMessages, type NewMessage, writeMessages } from '../delivery/index.ts'
import { accountSettings, reminderOpening } from '../settings/index.ts'
import { type DueReminder, scheduleReminders, takeDueReminders } from './reminder-queries.ts'
import { settingsOf } from './settings.ts'

const dayMs = 24 * 60 * 60 * 1000

/**
 * Decides the reminders that are due, each one now and not when it was planned: it is written for sending, or recorded as not
 * sent with its reason, and then none follows. They come again and again until the form is submitted, unless the account sets a
 * maximum. After a downtime only one goes out: those missed meanwhile are not sent later. Outside of the window in which the
 * account's reminders leave nothing is sent before that opens.
 *
 * @returns how many were decided
 */
export async function remind(tx: Tx, accountId: string, now: Date, limit: number): Promise<number> {
  const due = await takeDueReminders(tx, accountId, now, limit)
  if (!due.length) return 0
  const { reminderDays, mostReminders } = await settingsOf(tx, accountId)
  const account = await accountSettings(tx, accountId)
  const messages: NewMessage[] = []
  const schedule = due.map(one => {
    const reason = whyNotReminded(one, mostReminders)
    const { opensAt, closesAt } = reminderOpening(account, one.timeZone, now)
    if (reason === null && opensAt > now) return { id: one.id, count: one.decided, nextAt: opensAt }
    const count = one.decided + 1
    messages.push({ ...reminder(one, count, reason, now), leaveUntil: closesAt })
    const isLast = reason !== null || (mostReminders !== null && count >= mostReminders)
    return { id: one.id, count, nextAt: isLast ? null : after(one.dueAt, reminderDays, now) }
  })
  if (messages.length) await writeReminders(tx, accountId, messages)
  await scheduleReminders(tx, accountId, schedule)
  return due.length
}

async function writeReminders(tx: Tx, accountId: string, messages: NewMessage[]): Promise<void> {
  // One before it that still waits, because the mail server was away, is passed over.
  const of = {
    personIds: messages.map(message => message.personId),
    invitationIds: messages.map(message => message.invitationId!),
    kind: 'prequalification-reminder',
  }
  await cancelMessages(tx, accountId, of, 'passed-over')
  await writeMessages(tx, accountId, messages, 'email-only')
}

/** The next beat of the reminders' own clock that is ahead: what was missed is not made up for. */
function after(dueAt: Date, days: number, now: Date): Date {
  const beats = Math.floor((now.getTime() - dueAt.getTime()) / (days * dayMs)) + 1
  return new Date(dueAt.getTime() + beats * days * dayMs)
}

const reminder = (one: DueReminder, ordinal: number, reason: string | null, now: Date): NewMessage => ({
  id: newId(),
  personId: one.personId,
  invitationId: one.id,
  kind: 'prequalification-reminder',
  ordinal,
  runId: null,
  senderId: one.invitedBy,
  dueAt: now,
  isUrgent: false,
  notSentBecause: reason,
})

/** Source: seed 001: until they submit their prequalification form. */
function whyNotReminded(one: DueReminder, most: number | null): string | null {
  if (!one.isActive) return 'inactive'
  if (!one.isOfCompany) return 'of-another-company'
  if (one.isStopped) return 'reminders-stopped'
  if (!one.isCurrent) return 'newer-form'
  if (!openFormStates.includes(one.formState)) return 'form-submitted'
  if (one.state !== 'sent' && one.state !== 'unconfirmed') return 'invitation-ended'
  if (most !== null && one.decided >= most) return 'enough-reminders'
  return null
}

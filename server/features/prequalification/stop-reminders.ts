import { sha256Of } from '../../lib/one-time-secret.ts'
import { record } from '../audit/index.ts'
import type { ReminderStop } from '../delivery/index.ts'
import { respondentRow, respondentWithStopSecret, stopReminders } from './reminder-queries.ts'

/** Stops the reminders of one form to one person. */
export const prequalificationStop: ReminderStop = {
  of: 'prequalification',
  async find(db, secret) {
    const found = await respondentWithStopSecret(db, sha256Of(secret))
    return found ? { accountId: found.accountId, id: found.respondentId } : null
  },
  isStopped: async (tx, { accountId, id }) =>
    (await respondentRow(tx, accountId, id)).reminders_stopped_at !== null,
  async stop(tx, { accountId, id }) {
    const { person_id: personId } = await respondentRow(tx, accountId, id)
    if (await stopReminders(tx, accountId, id))
      await record(tx, { accountId, actorId: null }, 'prequalification.reminders-stopped', {}, personId)
  },
}

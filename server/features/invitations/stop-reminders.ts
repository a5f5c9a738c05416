import { inAccount } from '../../db/connect.ts'
import { record } from '../audit/index.ts'
import { cancelMessages, type ReminderStop } from '../delivery/index.ts'
import type { Installation } from '../settings/index.ts'
import { lockPersonOf } from './join-queries.ts'
import { notYetSent } from './message-queries.ts'
import { insertStop, reminderNamed } from './stop-queries.ts'
import { messageOfStopToken } from './stop-token.ts'

/**
 * Stops the reminders of an invitation to join, at the address that the link was sent to: the invitation stands, its link works,
 * and whoever invites anew sends one message and no reminder. Source: decision 0035.
 */
export const invitationStop = (installation: Installation): ReminderStop => ({
  of: 'invitation',
  async find(db, secret) {
    const named = messageOfStopToken(installation.secret, secret)
    if (!named) return null
    const reminder = await inAccount(db, named.accountId, tx => reminderNamed(tx, named.accountId, named.id))
    return reminder ? named : null
  },
  isStopped: async (tx, { accountId, id }) => (await reminderNamed(tx, accountId, id))!.isOver,
  async stop(tx, { accountId, id }) {
    const { personId } = (await reminderNamed(tx, accountId, id))!
    await lockPersonOf(tx, accountId, personId)
    if ((await reminderNamed(tx, accountId, id))!.isOver) return
    await insertStop(tx, accountId, personId, id)
    const invitationIds = await notYetSent(tx, accountId, personId, ['follow-up'])
    const waiting = { personIds: [personId], invitationIds, kind: 'follow-up' }
    await cancelMessages(tx, accountId, waiting, 'reminders-stopped')
    await record(tx, { accountId, actorId: null }, 'invitation.reminders-stopped', {}, personId)
  },
})

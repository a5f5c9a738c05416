import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { methodFor, type SettledMessage, writeMessages } from '../delivery/index.ts'
import { accountSettings, type Installation } from '../settings/index.ts'
import { toTellBySms } from './came-back-queries.ts'

/**
 * Writes to those by SMS whose e-mail came back, with the same secret, where their account switched that on. Never under
 * Confirm only by email, and never twice. Before what came back is settled, so that it meets a message that is alive.
 */
export async function fallBackToSms(
  tx: Tx,
  installation: Installation,
  accountId: string,
  settled: SettledMessage[],
): Promise<void> {
  const cameBack = settled.flatMap(({ state, channel, invitationId }) =>
    state === 'bounced' && channel === 'email' && invitationId ? [invitationId] : [],
  )
  if (!cameBack.length) return
  const account = await accountSettings(tx, accountId)
  if (!account.smsAfterBounce || methodFor(account, installation) === 'email-only') return
  const people = await toTellBySms(tx, accountId, cameBack)
  const messages = people.map(({ invitationId, personId, senderId, template }) => ({
    id: newId(),
    personId,
    invitationId,
    kind: 'welcome',
    ...(template !== null && { template }),
    ordinal: 0,
    runId: null,
    senderId,
    dueAt: new Date(),
    isUrgent: false,
    notSentBecause: null,
  }))
  await writeMessages(tx, accountId, messages, 'sms-or-email')
}

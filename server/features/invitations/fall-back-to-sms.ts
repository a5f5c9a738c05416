import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { cameBack, methodFor, type SettledMessage, writeMessages } from '../delivery/index.ts'
import { accountSettings, type Installation } from '../settings/index.ts'
import { toTellBySms } from './came-back-queries.ts'
import { clearUnconfirmed } from './queries.ts'

/** Nothing comes in there now, though there is somebody. */
const forNow = new Set(['mailbox-full', 'mailing-list-broken', 'tries-used-up'])

/** What is refused because of us, or of what we wrote, is refused to everybody and for somebody to mend. Source: decision 0053. */
const wantsSms = (message: SettledMessage): boolean =>
  message.channel === 'email' &&
  (cameBack(message) ||
    (message.kind === 'welcome' && message.state === 'refused' && forNow.has(message.reason ?? '')))

/**
 * Writes to those by SMS whose e-mail came back, or was refused at once, with the same secret, where their account switched that on.
 * Never under Confirm only by email, and never twice. Before what came back is settled, so that it meets a message that is
 * alive; the run that waits for the e-mail waits for the SMS from now on.
 */
export async function fallBackToSms(
  tx: Tx,
  installation: Installation,
  accountId: string,
  settled: SettledMessage[],
): Promise<void> {
  const lost = settled.filter(wantsSms).flatMap(({ invitationId }) => invitationId ?? [])
  if (!lost.length) return
  const account = await accountSettings(tx, accountId)
  if (!account.smsAfterBounce || methodFor(account, installation) === 'email-only') return
  const people = await toTellBySms(tx, accountId, lost)
  const messages = people.map(({ template, ...more }) => ({
    ...more,
    id: newId(),
    kind: 'welcome',
    ...(template !== null && { template }),
    ordinal: 0,
    dueAt: null,
    notSentBecause: null,
  }))
  await writeMessages(tx, accountId, messages, 'sms-or-email')
  await clearUnconfirmed(
    tx,
    accountId,
    people.map(({ invitationId }) => invitationId),
  )
}

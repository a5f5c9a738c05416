import { newId } from '../../lib/ids.ts'
import { wordsFor } from '../../lib/words.ts'
import type { Context } from '../settings/index.ts'
import { startLocalSms } from './mailbox/local-mailbox.ts'
import { parseSmsUrl, reportUrlOf, smsGatewayFor } from './sms/index.ts'
import type { Language } from './templates/index.ts'

/** What the gateway made of a test SMS. @see sendTestMessage */
export type SmsTestOutcome =
  | { isAccepted: true; reply: string }
  | { isAccepted: false; phase: string; reason: string; reply: string | null }

/** Somebody waits in front of a screen. */
const timeouts = { connectMs: 5_000, answerMs: 10_000 }

/**
 * Sends one SMS the way that all SMS go, and tells how it went. It is in no ledger and belongs to no account, so what the
 * gateway reports of it later changes nothing. Not to be called inside a transaction.
 *
 * @param to E.164 with +
 */
export async function sendTestSms(
  { db, installation }: Context,
  to: string,
  language: Language,
): Promise<SmsTestOutcome> {
  const catcher = installation.smsUrl === null ? await startLocalSms(db) : null
  const gateway = smsGatewayFor(
    parseSmsUrl(installation.smsUrl ?? catcher!.url),
    { reportUrl: reportUrlOf(installation), heard: async () => {} },
    timeouts,
  )
  try {
    const sms = {
      id: newId(),
      accountId: newId(),
      to,
      text: wordsFor(language, 'installation.test.sms.text')!,
    }
    const result = await gateway.deliver(sms, async () => true)
    if ('accepted' in result) return { isAccepted: true, reply: result.reply }
    if ('fencedOff' in result) throw new Error('A fence that always says yes said no.')
    const { phase, reason, reply } = result.failed
    return { isAccepted: false, phase, reason, reply }
  } finally {
    await gateway.close()
    await catcher?.close()
  }
}

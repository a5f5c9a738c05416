import { newId } from '../../lib/ids.ts'
import type { Context } from '../settings/index.ts'
import { startLocalMailbox } from './mailbox/local-mailbox.ts'
import { fillMessage, prepareMessage } from './mime/index.ts'
import {
  connectionPool,
  type DeliveryReason,
  parseSmtpUrl,
  reasonOf,
  type SmtpPhase,
  type SmtpTimeouts,
} from './smtp/index.ts'
import { greeting, type Language, mailTemplateNamed, personSlots } from './templates/index.ts'

/** What the mail server made of a test message: its own words, and how far the talk had come where it went wrong. */
export type TestOutcome =
  | { isAccepted: true; reply: string | null }
  | { isAccepted: false; phase: SmtpPhase; reason: DeliveryReason; reply: string | null }

/** Somebody waits in front of a screen. */
const timeouts: SmtpTimeouts = { connectMs: 5_000, greetingMs: 5_000, socketMs: 10_000 }

/**
 * Sends a message the way that all messages go, and tells how it went. It is in no ledger and belongs to no account: who
 * asked for it waits for the answer, and asks again where there is none. Not to be called inside a transaction.
 */
export async function sendTestMessage(
  { db, installation }: Context,
  to: string,
  language: Language,
): Promise<TestOutcome> {
  const { mailFrom, publicUrl } = installation
  const batch = prepareMessage(mailTemplateNamed('test-message', language), {
    from: mailFrom,
    variables: { account: { name: mailFrom.name } },
    slots: personSlots,
  })
  const mime = fillMessage(batch, {
    to: { name: '', address: to },
    messageId: `${newId()}@${mailFrom.address.split('@')[1]}`,
    date: new Date(),
    values: {
      'person.greeting': greeting(language, ''),
      'person.greetingName': '',
      link: `${publicUrl}/installation/delivery`,
      userName: to,
    },
  })
  return offerOnce({ db, installation }, to, mime)
}

/** Offers one message to the mail server, or to the local mailbox where there is none. In no ledger, so never again. */
export async function offerOnce(
  { db, installation }: Context,
  to: string,
  mime: Buffer,
): Promise<TestOutcome> {
  const { smtpUrl } = installation
  const mailbox = smtpUrl === null ? await startLocalMailbox(db) : null
  const connections = connectionPool(parseSmtpUrl(smtpUrl ?? mailbox!.url), { lanes: 1, timeouts })
  try {
    const result = await connections.deliver(
      { from: installation.mailFrom.address, to },
      mime,
      async () => true,
    )
    if ('accepted' in result) return { isAccepted: true, reply: result.reply }
    if ('fencedOff' in result) throw new Error('A fence that always says yes said no.')
    const { failed } = result
    return {
      isAccepted: false,
      phase: failed.phase,
      reason: reasonOf(failed),
      reply: failed.reply ?? null,
    }
  } finally {
    await connections.close()
    await mailbox?.close()
  }
}

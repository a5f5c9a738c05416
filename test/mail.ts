import PostalMime, { type Email } from 'postal-mime'
import type { Database } from '../server/db/connect.ts'
import {
  connectionPool,
  parseSmsUrl,
  parseSmtpUrl,
  reportUrlOf,
  smsGatewayFor,
} from '../server/features/delivery/index.ts'
import { startMailbox } from '../server/features/delivery/mailbox/mailbox-server.ts'
import type { Installation } from '../server/features/settings/index.ts'
import { sweeps } from '../server/registry.ts'
import { runOnce } from '../server/sweeps/index.ts'
import { testInstallation } from './account.ts'

/** A gateway that stalls is given up soon. */
const smsTimeouts = { connectMs: 2_000, answerMs: 500 }

export type Sink = {
  url: string
  recipients(): string[]
  /** Sender of the envelope of the last message to an address. */
  returnPathTo(address: string): string
  /** What came for an address, oldest first. */
  mailTo(address: string): Promise<Email[]>
  forget(): void
  close(): Promise<void>
}

/** A real mail server on loopback that keeps what it is given. */
export async function aSink(): Promise<Sink> {
  let messages: { from: string; to: string; raw: Buffer }[] = []
  const mailbox = await startMailbox(async ({ envelopeFrom, envelopeTo, raw }) => {
    messages.push({ from: envelopeFrom, to: envelopeTo[0]!, raw })
  })
  return {
    url: mailbox.url,
    recipients: () => messages.map(message => message.to),
    returnPathTo: address => messages.findLast(({ to }) => to === address)?.from ?? '',
    mailTo: address =>
      Promise.all(messages.filter(({ to }) => to === address).map(({ raw }) => PostalMime.parse(raw))),
    forget: () => {
      messages = []
    },
    close: () => mailbox.close(),
  }
}

/** Does everything that is due at `now`, through a mail server (and an SMS gateway, if the installation has one), until nothing more is. */
export async function doEverythingDue(
  { db, pool }: Pick<Database, 'db' | 'pool'>,
  smtpUrl: string,
  now: Date = new Date(),
  installation: Installation = testInstallation,
): Promise<void> {
  const connections = connectionPool(parseSmtpUrl(smtpUrl), { lanes: 4 })
  const ears = { reportUrl: reportUrlOf(installation), heard: async () => {} }
  const sms =
    installation.smsUrl === null ? null : smsGatewayFor(parseSmsUrl(installation.smsUrl), ears, smsTimeouts)
  try {
    const ways = { connections, lanes: 4, pool, ...(sms && { sms }) }
    await runOnce(sweeps({ db, installation }, ways), db, now)
  } finally {
    await connections.close()
    await sms?.close()
  }
}

/** The one-time link of a message. */
export function linkIn(mail: Email): { url: string; secret: string } {
  const [url, secret] =
    /https?:\/\/\S+\/(?:join|reset|confirm-address)\/([\w-]{43})/.exec(mail.text ?? '') ?? []
  if (!url || !secret) throw new Error('The message has no link.')
  return { url, secret }
}

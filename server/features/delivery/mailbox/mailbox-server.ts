import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

export interface CaughtMessage {
  envelopeFrom: string
  envelopeTo: string[]
  /** As it came over the wire, dots unstuffed. */
  raw: Buffer
}

export interface Mailbox {
  /** What SMTP_URL would say, e.g. `smtp://127.0.0.1:41234`. */
  url: string
  port: number
  /** Waits for what is under way. */
  close(): Promise<void>
}

const LARGEST_BYTES = 10_000_000

/**
 * A mail server of one's own for who has none: takes everything from this machine and sends nothing on.
 *
 * A message is answered with 250 only after `store` has kept it; when that fails, with 451, so that the sender tries
 * again.
 *
 * @param port 0 takes any that is free
 */
export async function startMailbox(
  store: (message: CaughtMessage) => Promise<void>,
  { port = 0 }: { port?: number } = {},
): Promise<Mailbox> {
  const server = new SMTPServer({
    name: 'mailbox.localhost',
    banner: 'Muster local mailbox',
    disabledCommands: ['AUTH', 'STARTTLS'], // loopback only: nothing to hide, nobody to know
    disableReverseLookup: true,
    size: LARGEST_BYTES,
    closeTimeout: 1_000,
    onData(stream, session, done) {
      keep(stream, session, store).then(
        () => done(null, 'kept in the local mailbox'),
        (error: Error & { responseCode?: number }) => done(error),
      )
    },
  })
  server.on('error', () => {}) // a client that hangs up; whoever sent hears of it
  const net = server.listen(port, '127.0.0.1')
  await once(net, 'listening')
  const address = net.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

async function keep(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  store: (message: CaughtMessage) => Promise<void>,
): Promise<void> {
  const raw = await buffer(stream)
  if (stream.sizeExceeded) throw smtpError(552, '5.3.4 The message is too big')
  const { mailFrom, rcptTo } = session.envelope
  try {
    await store({
      envelopeFrom: mailFrom ? mailFrom.address : '',
      envelopeTo: rcptTo.map(({ address }) => address),
      raw,
    })
  } catch (cause) {
    throw smtpError(451, '4.3.0 The mailbox could not keep the message', cause)
  }
}

function smtpError(responseCode: number, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { responseCode })
}

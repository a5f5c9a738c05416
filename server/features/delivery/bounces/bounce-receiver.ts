import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { errorFields, type Log } from '../../../lib/log.ts'
import type { Context } from '../../settings/index.ts'
import type { MessageKind } from '../message-kind.ts'
import { countReport } from './bounce-queries.ts'
import type { BounceServer } from './bounce-url.ts'
import { messageOfReturnPath } from './return-path.ts'
import { takeReport } from './take-report.ts'

/** A report encloses at most the message that it is about, and ours are smaller than this. */
const LARGEST_BYTES = 1024 * 1024
const MOST_CONNECTIONS = 50
const MOST_FROM_ONE_ADDRESS = 10
const SILENCE_MS = 30_000
const LONGEST_MS = 120_000
/** Where providers send complaints of their users to; whose they are is in what they enclose. */
const COMPLAINTS = 'complaints'

export type BounceReceiver = { port: number; close(): Promise<void> }

/**
 * Listens for what mail servers report of our messages. Takes mail to return paths that we signed and to `complaints`, and
 * nothing else; whoever connects is not believed anything beyond that. What cannot be kept now is asked for again.
 */
export async function startBounceReceiver(
  context: Context,
  kinds: MessageKind[],
  { host, port, domain }: BounceServer,
  log: Pick<Log, 'error'>,
): Promise<BounceReceiver> {
  const { secret } = context.installation
  const server = new SMTPServer({
    name: domain,
    banner: 'Reports of delivery only',
    disabledCommands: ['AUTH', 'STARTTLS'], // nobody signs in, and there is no certificate
    disableReverseLookup: true,
    size: LARGEST_BYTES,
    maxClients: MOST_CONNECTIONS,
    socketTimeout: SILENCE_MS,
    closeTimeout: 1_000,
    hideENHANCEDSTATUSCODES: false,
    onRcptTo({ address }, { envelope }, done) {
      if (envelope.rcptTo.length > 0) return done(answer(452, 'One recipient at a time'))
      if (isComplaints(address) || addressedBy(address) !== null) return done()
      countReport(context.db, 'forged').then(
        () => done(answer(550, 'No such address here')),
        error => done(failed(error)),
      )
    },
    onData(stream, session, done) {
      buffer(stream)
        .then(raw => {
          if (stream.sizeExceeded) throw answer(552, 'The report is too big')
          return takeReport(context, kinds, domain, { addressed: addressOf(session), raw })
        })
        .then(
          () => done(null, 'Noted'),
          error => done('responseCode' in error ? error : failed(error)),
        )
    },
  })
  server.on('error', () => {}) // a client that hangs up
  limitConnections(server.server)
  const net = server.listen(port, host)
  await once(net, 'listening')
  return {
    port: (net.address() as AddressInfo).port,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }

  function addressedBy(address: string): string | null {
    return messageOfReturnPath(secret, domain, address)
  }

  function addressOf(session: SMTPServerSession): string | null {
    return addressedBy(session.envelope.rcptTo[0]?.address ?? '')
  }

  function isComplaints(address: string): boolean {
    return address.toLowerCase() === `${COMPLAINTS}@${domain}`
  }

  function failed(error: unknown): Error {
    log.error('mail report not kept', errorFields(error))
    return answer(451, 'Not now')
  }
}

const answer = (responseCode: number, message: string): Error & { responseCode: number } =>
  Object.assign(new Error(message), { responseCode })

/** However slowly somebody talks, they do not talk for ever; and nobody takes all connections. */
function limitConnections(server: Server): void {
  const open = new Map<string, number>()
  server.prependListener('connection', socket => {
    const from = socket.remoteAddress ?? ''
    const count = (open.get(from) ?? 0) + 1
    open.set(from, count)
    const timer = setTimeout(() => socket.destroy(), LONGEST_MS)
    socket.once('close', () => {
      clearTimeout(timer)
      const left = open.get(from)! - 1
      if (left > 0) open.set(from, left)
      else open.delete(from)
    })
    if (count > MOST_FROM_ONE_ADDRESS) socket.destroy()
  })
}

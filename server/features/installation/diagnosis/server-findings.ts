import type { TLSSocket } from 'node:tls'
import type { Finding } from '../../../../contract/delivery-settings.ts'
import { openConnection, reasonOf, type SmtpServer } from '../../delivery/index.ts'
import { finding } from './finding.ts'
import { isThisMachine } from './is-this-machine.ts'

const timeouts = { connectMs: 5_000, greetingMs: 5_000, socketMs: 10_000 }
/** A certificate that ends sooner is worth a word: most are renewed a month before. */
const FEW_DAYS = 14
const DAY_MS = 24 * 60 * 60 * 1000

/** Whether the mail server answers, how the line to it is encrypted, and whether it lets us sign in. */
export async function serverFindings(server: SmtpServer, now: Date): Promise<Finding[]> {
  const place = `${server.host}:${server.port}`
  const opened = await openConnection(server, timeouts)
  if ('failed' in opened) {
    const { phase, reply = '' } = opened.failed
    const reason = reasonOf(opened.failed)
    const said = { server: place, phase, reason, reply }
    // Whatever comes after the step that failed was not seen.
    if (phase === 'tls')
      return [finding('connection', 'fine', 'there', said), finding('tls', 'mend', 'failed', said)]
    if (phase === 'auth')
      return [finding('connection', 'fine', 'there', said), finding('auth', 'mend', 'refused', said)]
    return [finding('connection', 'mend', 'failed', said)]
  }
  const { connection } = opened
  try {
    const socket = (connection as unknown as { _socket: TLSSocket | null })._socket
    return [
      finding('connection', 'fine', 'there', { server: place }),
      tlsFinding(socket, server, now),
      authFinding(server, connection.allowsAuth),
    ]
  } finally {
    connection.quit()
  }
}

function tlsFinding(socket: TLSSocket | null, server: SmtpServer, now: Date): Finding {
  if (!socket?.encrypted) {
    return isThisMachine(server.host)
      ? finding('tls', 'fine', 'this-machine', { host: server.host })
      : finding('tls', 'mend', 'none', { host: server.host })
  }
  const certificate = socket.getPeerCertificate()
  const name = String(certificate.subject?.CN ?? certificate.subjectaltname ?? '')
  const days = Math.floor((Date.parse(certificate.valid_to) - now.getTime()) / DAY_MS)
  const detail = { version: socket.getProtocol() ?? '', name, days }
  if (days < 0) return finding('tls', 'mend', 'expired', { ...detail, days: -days })
  if (days < FEW_DAYS) return finding('tls', 'mend', 'expires-soon', detail)
  if (!socket.authorized) return finding('tls', 'mend', 'not-trusted', detail)
  return finding('tls', 'fine', 'there', detail)
}

function authFinding(server: SmtpServer, isOffered: boolean): Finding {
  if (server.signIn) return finding('auth', 'fine', 'signed-in', { user: server.signIn.user })
  return isOffered ? finding('auth', 'unknown', 'offered', {}) : finding('auth', 'unknown', 'not-offered', {})
}

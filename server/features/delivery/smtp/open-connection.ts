import type { NodemailerError } from 'nodemailer/lib/errors'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { type SmtpFailure, type SmtpPhase, smtpFailure } from './smtp-answer.ts'
import type { SmtpServer } from './smtp-url.ts'

export interface SmtpTimeouts {
  /** Until there is a connection, name look-up included. */
  connectMs: number
  greetingMs: number
  /** Silence after which a connection counts as lost; it also bounds the wait for a fence. */
  socketMs: number
}

export const defaultTimeouts: SmtpTimeouts = { connectMs: 10_000, greetingMs: 10_000, socketMs: 30_000 }

/** Connects, says EHLO, encrypts and signs in; a failure is an answer, not an exception. */
export async function openConnection(
  server: SmtpServer,
  timeouts: SmtpTimeouts = defaultTimeouts,
): Promise<{ connection: SMTPConnection } | { failed: SmtpFailure }> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.secure,
    requireTLS: server.requireTls,
    ignoreTLS: server.ignoreTls,
    tls: { rejectUnauthorized: server.verifyCertificate },
    connectionTimeout: timeouts.connectMs,
    dnsTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.socketMs,
    ...(server.helloName && { name: server.helloName }),
  })
  connection.on('error', () => {}) // whoever waits for an answer hears of it; while idle it is no one's loss

  const refused = await outcome(connection, done => connection.connect(done))
  if (refused) return given(connection, connectFailure(connection, refused))
  if (!server.signIn) return { connection }
  if (!connection.allowsAuth)
    return given(connection, smtpFailure('auth', false, NO_SIGN_IN, 'configuration'))

  const { user, password: pass } = server.signIn
  const unknown = await outcome(connection, done => connection.login({ user, pass }, done))
  return unknown ? given(connection, smtpFailure('auth', false, unknown.response)) : { connection }
}

const NO_SIGN_IN = 'The server offers no sign-in, but SMTP_URL has a user and a password'

/**
 * Waits for a step that nodemailer starts: its callback stays silent when the connection goes away meanwhile.
 *
 * @returns undefined when it went well
 */
export function outcome(
  connection: SMTPConnection,
  start: (done: (error?: NodemailerError | null) => void) => void,
): Promise<NodemailerError | undefined> {
  return new Promise(resolve => {
    const settle = (error?: NodemailerError | null) => {
      connection.removeListener('error', settle)
      connection.removeListener('end', onEnd)
      resolve(error ?? undefined)
    }
    const onEnd = () => settle(new Error('The connection ended'))
    connection.once('error', settle)
    connection.once('end', onEnd)
    start(settle)
  })
}

function given(connection: SMTPConnection, failed: SmtpFailure): { failed: SmtpFailure } {
  connection.close()
  return { failed }
}

/** Node's and OpenSSL's codes for a certificate or a handshake that can't be had. */
const TLS_CODE =
  /^(ERR_SSL|ERR_TLS|EPROTO$|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/

function connectFailure(connection: SMTPConnection, error: NodemailerError): SmtpFailure {
  const isCertificate = TLS_CODE.test(error.originalCode ?? error.code ?? '')
  const phase = connectPhase(connection, error, isCertificate)
  // The library gives no answer for a lost handshake: a certificate needs somebody, a lost line only time.
  return error.response || phase !== 'tls'
    ? smtpFailure(phase, false, error.response)
    : smtpFailure(phase, false, error.message, isCertificate ? 'configuration' : 'temporary')
}

function connectPhase(connection: SMTPConnection, error: NodemailerError, isCertificate: boolean): SmtpPhase {
  if (
    isCertificate ||
    connection.upgrading ||
    error.code === 'ETLS' ||
    error.timeoutType === 'UPGRADE_TIMEOUT'
  )
    return 'tls'
  if (/before secure TLS/.test(error.message)) return 'tls'
  return error.timeoutType !== 'CONNECT_TIMEOUT' && hasConnected(connection) ? 'greeting' : 'connect'
}

const hasConnected = (connection: SMTPConnection) =>
  (connection as unknown as { stage: string }).stage === 'connected'

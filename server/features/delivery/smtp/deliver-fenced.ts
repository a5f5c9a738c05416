import { EventEmitter } from 'node:events'
import type { Readable, Transform } from 'node:stream'
import type { NodemailerError } from 'nodemailer/lib/errors'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { type SmtpFailure, type SmtpPhase, smtpFailure } from './smtp-answer.ts'

/** One recipient: what becomes of a message is told per person. */
export interface Envelope {
  from: string
  to: string
  /** Envelope id by which reports name the message, from servers that know DSN (RFC 3461). */
  reportTo?: string
}

export type DeliveryResult = { accepted: true; reply: string } | { fencedOff: true } | { failed: SmtpFailure }

/**
 * Offers one message; the final dot leaves only after `fence` said yes.
 *
 * The fence is asked at most once, when all but the dot is written, and the result never comes before it has answered:
 * then a note of the failure can't overtake the note of the fence. No, or a fence that throws, costs the connection
 * (DATA can't be taken back), and the server forgets the message. Source: RFC 5321, 4.1.1.4.
 *
 * @param mime with CR LF line ends, also at its end; dots are stuffed on the way
 * @throws what the fence threw
 */
export function deliverFenced(
  connection: SMTPConnection,
  envelope: Envelope,
  mime: Buffer,
  fence: () => Promise<boolean>,
): Promise<DeliveryResult> {
  return new Promise((resolve, reject) => {
    let reached: SmtpPhase = connection.destroyed ? 'connect' : 'mail'
    let isAsking = false
    let failed: SmtpFailure | undefined

    const fail = (failure: SmtpFailure) => {
      failed = failure
      if (reached === 'data') connection.close() // the server is in the middle of our message
      if (!isAsking) resolve({ failed })
    }

    const ask = async (data: Transform) => {
      reached = 'data'
      isAsking = true
      writeBody(data, mime)
      try {
        const mayGo = await fence()
        isAsking = false
        if (failed) return resolve(mayGo ? { failed } : { fencedOff: true })
        if (mayGo) {
          reached = 'dot'
          data.end()
          return
        }
        resolve({ fencedOff: true })
      } catch (error) {
        isAsking = false
        reject(error)
      }
      connection.close() // before the dot: whatever was written is void
    }

    connection.send(
      { from: envelope.from, to: envelope.to, size: mime.length, ...dsnOf(envelope) },
      streamShaped(ask),
      (error, info) => {
        if (error) fail(sendFailure(error, reached))
        else if (reached === 'dot') resolve({ accepted: true, reply: info!.response })
        else {
          // Taken before we ended it: whatever that answers, it isn't our dot.
          fail(smtpFailure(reached, false))
        }
      },
    )
  })
}

/** Reports enclose the header alone: a body holds somebody's link. Nobody asks to be told of success. */
const dsnOf = ({ to, reportTo }: Envelope) =>
  reportTo === undefined
    ? {}
    : { dsn: { id: reportTo, return: 'headers', notify: ['failure', 'delay'], recipient: `rfc822;${to}` } }

/**
 * As much of a stream as SMTPConnection.send asks for (on, removeListener, pipe, destroy), so that the dot is ours to
 * give. A Readable does it too and costs 12 % of the throughput.
 */
function streamShaped(onPipe: (data: Transform) => void): Readable {
  return Object.assign(new EventEmitter(), { pipe: onPipe, unpipe() {}, destroy() {} }) as unknown as Readable
}

/**
 * The library's own way stuffs dots byte by byte, a sixth of what a message costs; where there is nothing to stuff, the
 * bytes go past it. It then ends the last line itself, with the dot.
 */
function writeBody(data: Transform, mime: Buffer): void {
  if (mime[0] === DOT || mime.includes(LINE_THAT_BEGINS_WITH_DOT)) data.write(mime)
  else data.push(mime.subarray(0, -LINE_END.length))
}

const DOT = '.'.charCodeAt(0)
const LINE_END = '\r\n'
const LINE_THAT_BEGINS_WITH_DOT = Buffer.from(`${LINE_END}.`)

/** The library names the command that an answer belongs to; a lost line has none and belongs to how far we had come. */
function sendFailure(error: NodemailerError, reached: SmtpPhase): SmtpFailure {
  if (reached === 'dot') return smtpFailure('dot', true, error.response)
  if (error.code === 'EMESSAGE' && !error.response)
    return smtpFailure('mail', false, `552 5.3.4 ${error.message}`)
  if (error.code === 'EENVELOPE' && error.command === 'API')
    return smtpFailure('rcpt', false, `501 5.1.3 ${error.message}`)
  return smtpFailure(PHASES[error.command ?? ''] ?? reached, false, error.response)
}

const PHASES: Record<string, SmtpPhase> = { 'MAIL FROM': 'mail', 'RCPT TO': 'rcpt', DATA: 'data' }

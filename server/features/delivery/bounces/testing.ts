import { once } from 'node:events'
import net from 'node:net'

export type TestReport = {
  action?: string
  status?: string
  diagnostic?: string
  recipient?: string
  envelopeId?: string
}

/** A delivery status notification as Postfix writes them. */
export const aReport = ({
  action = 'failed',
  status = '5.1.1',
  diagnostic = `550 ${status} User unknown`,
  recipient = 'ana@example.com',
  envelopeId,
}: TestReport = {}): string =>
  mimeOf('delivery-status', [
    ['text/plain', 'This is the mail system at host mx.example.com. I am sorry.'],
    [
      'message/delivery-status',
      `Reporting-MTA: dns; mx.example.com\n${envelopeId ? `Original-Envelope-Id: ${envelopeId}\n` : ''}` +
        `\nFinal-Recipient: rfc822; ${recipient}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}\n`,
    ],
    ['text/rfc822-headers', 'Subject: You are invited\n'],
  ])

/** A complaint as feedback loops send them. */
export const aComplaint = (returnPath: string, type = 'abuse'): string =>
  mimeOf('feedback-report', [
    ['text/plain', 'This is an e-mail abuse report.'],
    ['message/feedback-report', `Feedback-Type: ${type}\nUser-Agent: Loop/1\nVersion: 1\n`],
    ['message/rfc822', `Return-Path: <${returnPath}>\nSubject: You are invited\n\nHello`],
  ])

const mimeOf = (type: string, parts: [string, string][]): string =>
  `From: MAILER-DAEMON@mx.example.com\nSubject: Undelivered Mail\nMIME-Version: 1.0\nContent-Type: multipart/report;\n report-type=${type}; boundary="=_b"\n\n${parts
    .map(([mime, text]) => `--=_b\nContent-Type: ${mime}\n\n${text}\n`)
    .join('')}--=_b--\n`.replace(/\r?\n/g, '\r\n')

/** Hands a message over as mail servers do, with the empty sender. @returns the server's last answer */
export async function sendMail(port: number, to: string | string[], text: string): Promise<string> {
  const socket = net.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let heard = ''
  const answers: string[] = []
  const waiting: ((line: string) => void)[] = []
  socket.on('data', chunk => {
    heard += chunk
    for (let at = heard.indexOf('\r\n'); at >= 0; at = heard.indexOf('\r\n')) {
      const line = heard.slice(0, at)
      heard = heard.slice(at + 2)
      if (line[3] === '-') continue
      const next = waiting.shift()
      if (next) next(line)
      else answers.push(line)
    }
  })
  socket.on('error', () => {})
  const ended = once(socket, 'close').then(() => '')
  const answer = () => {
    const known = answers.shift()
    return known === undefined
      ? Promise.race([new Promise<string>(resolve => waiting.push(resolve)), ended])
      : Promise.resolve(known)
  }
  let last = await answer()
  const recipients = [to].flat().map(one => `RCPT TO:<${one}>`)
  for (const line of ['EHLO mx.example.com', 'MAIL FROM:<>', ...recipients, 'DATA']) {
    if (!/^[23]/.test(last)) break
    socket.write(`${line}\r\n`)
    last = await answer()
  }
  if (last.startsWith('354')) {
    socket.write(`${text.replace(/^\./gm, '..')}\r\n.\r\n`)
    last = await answer()
  }
  socket.destroy()
  return last
}

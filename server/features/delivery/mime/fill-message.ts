import { escapeHtml } from './escape-html.ts'
import { headerText } from './header-text.ts'
import { headerAddress } from './mail-address.ts'
import type { MailPerson } from './mail-template.ts'
import type { PreparedMessage } from './prepare-message.ts'
import { quotedPrintable } from './quoted-printable.ts'
import { singleLine } from './single-line.ts'
import type { SlottedText } from './slotted-text.ts'

/** `=_` can't occur in quoted-printable text, so no body contains it. RFC 2046: at most 70 characters. */
const BOUNDARY_START = '=_'
const BOUNDARY_ID_CHARACTERS = 60

const NOT_ASCII = /[^\t-~]/
const PART = 'Content-Transfer-Encoding: quoted-printable\r\n\r\n'

/**
 * The whole message as it goes over the wire (CR LF, no dot-stuffing yet). The same input gives the same bytes.
 *
 * @throws Error when a value is missing or an address, message id or URL can't be written safely
 */
export function fillMessage(prepared: PreparedMessage, person: MailPerson): Buffer {
  const id = messageId(person.messageId)
  const boundary = BOUNDARY_START + id.replace(/[^\w.-]/g, '.').slice(0, BOUNDARY_ID_CHARACTERS)
  const text: string[] = []
  const html: string[] = []
  for (const slot of prepared.bodySlots) {
    const value = slotValue(prepared, person, slot)
    const escaped = escapeHtml(value)
    text[slot] = quotedPrintable(value)
    html[slot] = escaped === value ? text[slot] : quotedPrintable(escaped)
  }
  const headers =
    `${prepared.senderHeaders}To: ${headerAddress(person.to)}\r\n` +
    `Subject: ${subjectOf(prepared, person)}\r\n` +
    `Message-ID: <${id}>\r\n` +
    `Date: ${person.date.toUTCString().replace('GMT', '+0000')}\r\n` +
    `${prepared.fixedHeaders}${unsubscribeHeaders(person)}` +
    `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\n`
  const body =
    `--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n${PART}${filled(prepared.text, text)}\r\n` +
    `--${boundary}\r\nContent-Type: text/html; charset=utf-8\r\n${PART}${filled(prepared.html, html)}\r\n` +
    `--${boundary}--\r\n`
  // Bodies are ASCII, and so are headers unless an address is not; latin1 is seven times as quick to write.
  return Buffer.from(headers + body, NOT_ASCII.test(headers) ? 'utf8' : 'latin1')
}

function filled(pieces: SlottedText, values: readonly string[]): string {
  let whole = ''
  for (const piece of pieces) whole += typeof piece === 'string' ? piece : values[piece]
  return whole
}

function subjectOf(prepared: PreparedMessage, person: MailPerson): string {
  if (typeof prepared.subject === 'string') return prepared.subject
  const pieces = prepared.subject.map(piece =>
    typeof piece === 'string' ? piece : slotValue(prepared, person, piece),
  )
  return headerText(pieces.join(''))
}

function slotValue(prepared: PreparedMessage, person: MailPerson, slot: number): string {
  const name = prepared.slots[slot]!
  const value = person.values[name]
  if (value === undefined)
    throw new Error(`The template prints {{ ${name} }} and the message has no value for it`)
  return singleLine(value)
}

function messageId(id: string): string {
  if (!/^[\w.+=-]{1,200}@[\w.-]{1,250}$/.test(id))
    throw new Error('A message id is written like 0192ab.1@example.com')
  return id
}

function unsubscribeHeaders({ unsubscribeUrl }: MailPerson): string {
  if (unsubscribeUrl === undefined) return ''
  if (!/^https?:\/\/[!-;=?-~]{1,900}$/.test(unsubscribeUrl))
    throw new Error('The address to unsubscribe is not a URL')
  return `List-Unsubscribe: <${unsubscribeUrl}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`
}

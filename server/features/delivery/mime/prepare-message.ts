import { headerPhrase, headerText, oneSpaced } from './header-text.ts'
import { headerAddress } from './mail-address.ts'
import type { MailBatch, MailTemplate } from './mail-template.ts'
import { quotedPrintable, SOFT_BREAK } from './quoted-printable.ts'
import { singleLine } from './single-line.ts'
import { type SlottedText, slottedText } from './slotted-text.ts'

/** All that the messages of a batch share, encoded; the gaps are filled per person by `fillMessage`. */
export interface PreparedMessage {
  /** Complete header lines before To. */
  senderHeaders: string
  /** Complete, or with gaps: then it is encoded per person. */
  subject: string | SlottedText
  /** Complete header lines after Date. */
  fixedHeaders: string
  text: SlottedText
  html: SlottedText
  /** By number, as they stand in the slotted texts. */
  slots: readonly string[]
  /** Numbers of the slots that the bodies print. */
  bodySlots: readonly number[]
}

/**
 * Renders, encodes and breaks into lines, once per batch, all that does not differ from person to person.
 *
 * @throws UnusableTemplate with the place, when the template does more with a slot than print it
 */
export function prepareMessage(template: MailTemplate, batch: MailBatch): PreparedMessage {
  const subject = slottedText(template.subject, 'text', batch, 'subject', template.isOwn)
  const text = glued(slottedText(template.text, 'text', batch, 'text', template.isOwn))
  const html = glued(slottedText(template.html, 'html', batch, 'html', template.isOwn))
  return {
    senderHeaders: senderHeaders(batch),
    subject: subject.some(isSlot) ? subject : headerText(subject.join('')),
    fixedHeaders: fixedHeaders(batch),
    text,
    html,
    slots: batch.slots,
    bodySlots: [...new Set([...text, ...html].filter(isSlot))],
  }
}

export const isSlot = (piece: string | number) => typeof piece === 'number'

/** Encodes the literals and puts soft breaks where a literal and a slot meet: each then starts at a line's beginning. */
function glued(pieces: SlottedText): SlottedText {
  const glued: (string | number)[] = []
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'number') {
      if (typeof pieces[index - 1] === 'number') glued.push(SOFT_BREAK)
      glued.push(piece)
      continue
    }
    const literal = quotedPrintable(withoutControls(piece))
    const before = index > 0 && !literal.startsWith('\r\n') ? SOFT_BREAK : ''
    const after = index < pieces.length - 1 && !literal.endsWith('\r\n') ? SOFT_BREAK : ''
    glued.push(before + literal + after)
  }
  return glued
}

const withoutControls = (text: string) =>
  text
    .split(/\r\n|\r|\n/)
    .map(singleLine)
    .join('\n')

function senderHeaders({ from, replyTo }: MailBatch): string {
  return `From: ${headerAddress(from)}\r\n${replyTo ? `Reply-To: ${headerAddress(replyTo)}\r\n` : ''}`
}

function fixedHeaders({ list }: MailBatch): string {
  return `MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n${list ? `List-Id: ${listId(list)}\r\n` : ''}`
}

function listId({ name, id }: { name: string; id: string }): string {
  if (!/^[\w-]+(\.[\w-]+)+$/.test(id))
    throw new Error(`"${id}" is not a list id. Write it like invitations.example.com`)
  const phrase = oneSpaced(name)
  return phrase === '' ? `<${id}>` : `${headerPhrase(phrase)}\r\n <${id}>`
}

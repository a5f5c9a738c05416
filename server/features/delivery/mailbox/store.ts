import PostalMime, { type Address, type Email } from 'postal-mime'
import type { z } from 'zod'
import type { MailboxMessage, mailboxRow } from '../../../../contract/mailbox.ts'
import type { Db } from '../../../db/connect.ts'
import { cutPage, fromCursor } from '../../../db/keyset.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem } from '../../../lib/problem.ts'
import { sizeOfSms } from '../sms/index.ts'
import { insertMailboxMessages, mailboxMessageById, mailboxRows } from './queries.ts'

type Row = z.infer<typeof mailboxRow>

/** A message as it came over SMTP. */
export type CaughtMessage = { envelopeFrom: string; envelopeTo: string[]; raw: Buffer }

/** Keeps what the catcher received; all of it or nothing. */
export async function storeMessages(db: Db, messages: CaughtMessage[]): Promise<void> {
  const rows = messages.map(({ envelopeFrom, envelopeTo, raw }) => ({
    id: newId(),
    channel: 'email' as const,
    envelope_from: envelopeFrom,
    envelope_to: envelopeTo,
    raw,
  }))
  await insertMailboxMessages(db, rows)
}

/** The same for what the SMS catcher received. */
export async function storeSms(
  db: Db,
  messages: { from: string; to: string; text: string }[],
): Promise<void> {
  const rows = messages.map(({ from, to, text }) => ({
    id: newId(),
    channel: 'sms' as const,
    envelope_from: from,
    envelope_to: [to],
    raw: Buffer.from(text),
  }))
  await insertMailboxMessages(db, rows)
}

/** A page of the mailbox, newest first. @throws Problem malformed-request */
export async function listMailbox(
  db: Db,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Row[]; next: string | null }> {
  const [place, id] = cursor === undefined ? [] : fromCursor(cursor, 'moment', 'id')
  const rows = await mailboxRows(
    db,
    limit + 1,
    place !== undefined && id !== undefined ? { place, id } : null,
  )
  const parsed = await Promise.all(
    rows.map(async row => ({
      place: row.place,
      item:
        row.channel === 'sms' ? smsRow(row, row.beginning) : mailRow(row, await readHeaders(row.beginning)),
    })),
  )
  return cutPage(
    parsed,
    limit,
    ({ place, item }) => [place, item.id],
    ({ item }) => item,
  )
}

/** One message, taken apart. Its HTML is as it came: show it in a sandboxed frame only. @throws Problem not-found */
export async function mailboxMessage(db: Db, id: string): Promise<MailboxMessage> {
  const row = await mailboxMessageById(db, id)
  if (!row) throw new Problem('not-found')
  if (row.channel === 'sms') {
    const text = row.raw.toString()
    return { ...smsRow(row, row.raw), replyTo: null, headers: [], text, html: '' }
  }
  const mail = await PostalMime.parse(row.raw)
  return {
    ...mailRow(row, mail),
    replyTo: mail.replyTo?.length ? mail.replyTo.map(words).join(', ') : null,
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    text: mail.text ?? '',
    html: mail.html ?? '',
  }
}

type Kept = { id: string; received_at: Date; envelope_from: string; envelope_to: string[] }

/** An SMS has no subject: the list shows how it begins. */
function smsRow(row: Kept, raw: Buffer): Row {
  const text = raw.toString()
  return {
    id: row.id,
    channel: 'sms',
    receivedAt: row.received_at.toISOString(),
    to: row.envelope_to.join(', '),
    from: row.envelope_from,
    subject: text.slice(0, subjectCharacters),
    messageId: '',
    segments: sizeOfSms(text).segments,
  }
}

function mailRow(row: Kept, mail: Email): Row {
  return {
    id: row.id,
    channel: 'email',
    segments: null,
    receivedAt: row.received_at.toISOString(),
    to: mail.to?.length ? mail.to.map(words).join(', ') : row.envelope_to.join(', '),
    from: mail.from ? words(mail.from) : row.envelope_from,
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
  }
}

const subjectCharacters = 80

/** A list needs no bodies: only what stands before the first empty line is parsed. */
function readHeaders(beginning: Buffer): Promise<Email> {
  const end = beginning.indexOf('\r\n\r\n')
  return PostalMime.parse(end < 0 ? beginning : beginning.subarray(0, end + 4))
}

const words = ({ name, address }: Address): string => (name ? `${name} <${address}>` : (address ?? ''))

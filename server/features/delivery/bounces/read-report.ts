import PostalMime, { type Attachment, type Email } from 'postal-mime'

/** What a report says of one recipient; without a known recipient it is the only one. */
export type ReportedRecipient = {
  outcome: 'delivered' | 'delayed' | 'failed'
  /** RFC 3463; empty where none was told. */
  status: string
  words: string
  /** As the message was sent to, and as the reporter knew it; lower case. */
  addresses: string[]
}

/** A message that came to us, as far as it is a report. Whose it is, only what we signed tells. */
export type ReadReport =
  | { kind: 'delivery'; envelopeId: string | null; recipients: ReportedRecipient[] }
  | { kind: 'complaint'; returnPaths: string[] }

const limits = {
  forceRfc822Attachments: true,
  maxNestingDepth: 20,
  maxHeadersSize: 256 * 1024,
} as const
/** Of what is read of a returned message: its header. */
const HEADER_CHARACTERS = 16 * 1024
const STATUS = /^[245]\.\d{1,3}\.\d{1,3}/
const outcomes: Record<string, ReportedRecipient['outcome']> = {
  failed: 'failed',
  delayed: 'delayed',
  delivered: 'delivered',
}
/** What people say of a message by pressing a button; `not-spam` takes it back and is no complaint. */
const complaints = new Set(['abuse', 'fraud', 'virus', 'other'])

/**
 * Reads a delivery status notification (RFC 3464) or a complaint (ARF, RFC 5965).
 *
 * @returns null where it is neither: an automatic answer, a person's, or something broken
 */
export async function readReport(raw: Uint8Array): Promise<ReadReport | null> {
  const mail = await PostalMime.parse(raw, limits).catch(() => null)
  if (!mail) return null
  const status = partOf(mail, 'message/delivery-status') ?? partOf(mail, 'message/global-delivery-status')
  if (status !== null) return deliveryReport(status)
  const feedback = partOf(mail, 'message/feedback-report')
  return feedback === null ? null : complaint(feedback, mail)
}

function deliveryReport(text: string): ReadReport | null {
  const [message, ...groups] = fieldGroups(text)
  const recipients = groups.flatMap(group => {
    const outcome = outcomes[group.get('action')?.toLowerCase() ?? '']
    return outcome ? [{ outcome, ...saidOf(group) }] : []
  })
  if (!message || !recipients.length) return null
  return { kind: 'delivery', envelopeId: message.get('original-envelope-id') ?? null, recipients }
}

function saidOf(group: Map<string, string>): Omit<ReportedRecipient, 'outcome'> {
  const status = group.get('status') ?? ''
  return {
    status: STATUS.exec(status)?.[0] ?? '',
    words: withoutType(group.get('diagnostic-code') ?? status),
    addresses: ['original-recipient', 'final-recipient'].flatMap(name => {
      const address = withoutType(group.get(name) ?? '').toLowerCase()
      return address ? [address.replace(/^<|>$/g, '')] : []
    }),
  }
}

/** `smtp; 550 No such user` → `550 No such user` */
const withoutType = (value: string) => value.replace(/^[\w-]+;\s*/, '').trim()

function complaint(feedback: string, mail: Email): ReadReport | null {
  const [fields] = fieldGroups(feedback)
  if (!fields || !complaints.has(fields.get('feedback-type')?.toLowerCase() ?? '')) return null
  const original =
    partOf(mail, 'message/rfc822') ??
    partOf(mail, 'text/rfc822-headers') ??
    partOf(mail, 'message/rfc822-headers')
  const [header] = fieldGroups((original ?? '').slice(0, HEADER_CHARACTERS))
  const returnPaths = [fields.get('original-mail-from'), header?.get('return-path')]
  return { kind: 'complaint', returnPaths: returnPaths.filter(path => path !== undefined) }
}

/** Fields by their names in lower case, group by group; the first of a name counts. */
function fieldGroups(text: string): Map<string, string>[] {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
    .split(/\n{2,}/)
    .map(group => {
      const fields = new Map<string, string>()
      for (const line of group.split('\n')) {
        const [, name, value] = /^([\w-]+)\s*:\s*(.*)$/.exec(line) ?? []
        if (name && !fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), value!.trim())
      }
      return fields
    })
    .filter(fields => fields.size > 0)
}

function partOf(mail: Email, type: string): string | null {
  const part = mail.attachments.find(({ mimeType }) => mimeType === type)
  return part ? textOf(part) : null
}

const textOf = ({ content }: Attachment): string =>
  typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('utf8')

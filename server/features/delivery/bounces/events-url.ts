import { createHmac } from 'node:crypto'
import type { Installation } from '../../settings/index.ts'

/** What only a mail provider knows that was given it by the operator. */
export const eventsToken = (secret: Buffer): string =>
  createHmac('sha256', secret).update('mail-events').digest('base64url')

/** Where a mail provider tells what became of e-mails. */
export const eventsUrlOf = ({ publicUrl, secret }: Pick<Installation, 'publicUrl' | 'secret'>): string =>
  `${publicUrl}/api/v1/mail/events/${eventsToken(secret)}`

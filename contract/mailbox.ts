import { z } from 'zod'
import { id, moment, pageOf } from './paging.ts'

/** Messages that the local catcher received (only without a mail server, or SMS gateway, of one's own). */
export const mailboxRow = z.object({
  id,
  channel: z.enum(['email', 'sms']),
  receivedAt: moment,
  to: z.string(),
  subject: z.string().describe('Of an SMS, how it begins'),
  from: z.string(),
  messageId: z.string().describe('The same on every copy of one e-mail; empty for an SMS'),
  segments: z.number().int().nullable().describe('In how many parts an SMS goes; null for an e-mail'),
})
export const mailboxPage = pageOf(mailboxRow)
export const mailboxMessage = mailboxRow.extend({
  replyTo: z.string().nullable(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string(),
  html: z.string(),
})
export type MailboxMessage = z.infer<typeof mailboxMessage>

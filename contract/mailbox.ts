import { z } from 'zod'
import { id, moment, pageOf } from './paging.ts'

/** Messages that the local catcher received (only without a mail server of one's own). */
export const mailboxRow = z.object({
  id,
  receivedAt: moment,
  to: z.string(),
  subject: z.string(),
  from: z.string(),
  messageId: z.string().describe('The same on every copy of one message'),
})
export const mailboxPage = pageOf(mailboxRow)
export const mailboxMessage = mailboxRow.extend({
  replyTo: z.string().nullable(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  text: z.string(),
  html: z.string(),
})
export type MailboxMessage = z.infer<typeof mailboxMessage>

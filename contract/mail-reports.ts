import { z } from 'zod'

/**
 * What was made of a report: it said so of a message of ours (the first five), or changed nothing: it was said before, is of
 * no message that left, was not signed by us, or is no report.
 */
export const reportVerdicts = [
  'delivered',
  'delayed',
  'bounced',
  'missed',
  'complained',
  'replayed',
  'unknown',
  'forged',
  'malformed',
] as const
export type ReportVerdict = (typeof reportVerdicts)[number]

const status = z
  .string()
  .regex(/^[245]\.\d{1,3}\.\d{1,3}$/)
  .optional()
  .describe('Enhanced status code of RFC 3463, such as 5.1.1')
const words = z.string().max(2_000).optional().describe("The mail server's own words")

/** What became of one e-mail, as a mail provider knows it. */
export const mailEvent = z
  .object({
    event: z
      .enum(['delivered', 'delayed', 'failed', 'complained'])
      .describe('delayed: it is still being tried; failed: it is not tried any more'),
    messageId: z
      .string()
      .max(320)
      .optional()
      .describe('Message-ID of the e-mail, with or without its angle brackets'),
    returnPath: z
      .string()
      .max(320)
      .optional()
      .describe('Sender of its envelope; for providers that give messages an id of their own'),
    status,
    words,
  })
  .strict()
  .refine(event => event.messageId !== undefined || event.returnPath !== undefined, {
    path: ['messageId'],
    message: 'Either messageId or returnPath says which e-mail it is',
  })
export type MailEvent = z.infer<typeof mailEvent>

const MOST_EVENTS = 500

export const mailEvents = z.object({ events: z.array(mailEvent).min(1).max(MOST_EVENTS) }).strict()

export const mailEventsAnswer = z
  .object({ verdicts: z.array(z.enum(reportVerdicts)).describe('What was made of each, in their order') })
  .meta({ id: 'MailEventsAnswer' })

import { z } from 'zod'
import { reportVerdicts } from './mail-reports.ts'
import { moment } from './paging.ts'
import { language } from './people.ts'

export const securities = ['tls', 'starttls', 'if-offered', 'none'] as const

/** A way on which messages leave, as the environment sets it; no secret is shown. */
export const channelView = z.object({
  name: z.enum(['email', 'sms']),
  isSet: z.boolean().describe('Else the local mailbox catches all, and nothing leaves this machine'),
  server: z.string().nullable().describe('Host and port'),
  user: z.string().nullable().describe('Who signs in there; never with what'),
  security: z.enum(securities).nullable(),
  sender: z.string().nullable().describe('Whose name messages carry'),
})
export type ChannelView = z.infer<typeof channelView>

export const deliverySettings = z
  .object({
    channels: z.array(channelView),
    bounces: z
      .object({
        domain: z.string().describe('Of the return paths'),
        listensAt: z.string().describe('Host and port'),
      })
      .nullable()
      .describe('Null where nothing listens for what comes back'),
    reports: z
      .array(z.object({ verdict: z.enum(reportVerdicts), count: z.number().int(), lastAt: moment }))
      .describe('What was reported of e-mails, by what was made of it; those that never came are left out'),
    testAddress: z
      .string()
      .nullable()
      .describe('Where a test message to you goes; null where your user name is none'),
  })
  .meta({ id: 'DeliverySettings' })
export type DeliverySettings = z.infer<typeof deliverySettings>

export const testRequest = z.object({
  language,
  phone: z
    .string()
    .trim()
    .min(1)
    .max(50)
    .optional()
    .describe('Sends an SMS to this number; without it an e-mail to your user name'),
})

export const testOutcome = z
  .object({
    isAccepted: z.boolean(),
    phase: z
      .string()
      .nullable()
      .describe('How far the talk with the mail server had come where it went wrong'),
    reason: z.string().nullable().describe('kebab-case code'),
    reply: z.string().nullable().describe("The mail server's own words"),
  })
  .meta({ id: 'TestOutcome' })
export type TestOutcome = z.infer<typeof testOutcome>

export const diagnosisChecks = ['connection', 'tls', 'auth', 'spf', 'dkim', 'dmarc', 'ptr', 'mx'] as const
export type DiagnosisCheck = (typeof diagnosisChecks)[number]

/** What was found: fine, something to mend, or not known. Words are in locales/ under `installation.finding.<check>.<outcome>`. */
export const finding = z.object({
  check: z.enum(diagnosisChecks),
  verdict: z.enum(['fine', 'mend', 'unknown']),
  outcome: z.string().describe('kebab-case code'),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type Finding = z.infer<typeof finding>
export const diagnosis = z
  .object({
    domain: z.string().describe('Of the sender'),
    findings: z.array(finding).describe('Empty where no mail server is set: there is nothing to look at'),
  })
  .meta({ id: 'Diagnosis' })
export type Diagnosis = z.infer<typeof diagnosis>

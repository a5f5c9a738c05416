import { z } from 'zod'
import { id, moment } from './paging.ts'
import { language } from './people.ts'

/** The messages whose words an account may write itself, in the order of the screen. */
export const messageTemplateNames = [
  'invitation.welcome',
  'invitation.again',
  'invitation.first-follow-up',
  'invitation.second-follow-up',
  'invitation.last-follow-up',
  'invitation.welcome-password',
  'invitation.again-password',
  'invitation.first-follow-up-password',
  'invitation.second-follow-up-password',
  'invitation.last-follow-up-password',
  'prequalification.invitation',
  'prequalification.reminder',
] as const
export const messageTemplateName = z.enum(messageTemplateNames)
export type MessageTemplateName = z.infer<typeof messageTemplateName>

/** In characters. */
export const longestWords = { subject: 200, heading: 200, body: 10_000, button: 60, sms: 1_000 } as const

const words = (field: keyof typeof longestWords) => z.string().max(longestWords[field])

/** The words of one message in Liquid. */
export const messageWords = z
  .object({
    subject: words('subject').describe('One line'),
    heading: words('heading').describe('One line, large above the words'),
    body: words('body').describe(
      'Paragraphs with an empty line between; {{ link }} on a line of its own is the button',
    ),
    button: words('button').describe('What the button says'),
    sms: words('sms').nullable().describe('The whole text message; null where it goes by e-mail alone'),
  })
  .meta({ id: 'MessageWords' })
export type MessageWords = z.infer<typeof messageWords>

const version = z.object({
  number: z.number().int(),
  isOurs: z.boolean().describe("Went back to Muster's own words"),
  by: z.object({ id, name: z.string() }),
  at: moment,
})
export type MessageTemplateVersion = z.infer<typeof version>

export const messageTemplateList = z.object({
  items: z.array(
    z
      .object({ name: messageTemplateName, language, latest: version.nullable() })
      .meta({ id: 'MessageTemplate' }),
  ),
})
export type MessageTemplateList = z.infer<typeof messageTemplateList>

export const messageTemplateView = z
  .object({
    name: messageTemplateName,
    language,
    words: messageWords.describe('As the next message says it'),
    ours: messageWords.describe("Muster's own"),
    isOurs: z.boolean(),
    version: z.string().describe('Of the words in force; also the ETag'),
    variables: z.array(z.string()).describe('What the words may print, as {{ name }}'),
    versions: z
      .array(version.extend({ words: messageWords.describe("Muster's own where it went back to them") }))
      .describe('Newest first'),
  })
  .meta({ id: 'MessageTemplateView' })
export type MessageTemplateView = z.infer<typeof messageTemplateView>

/** How a message looks to an invented person. */
export const messagePreview = z
  .object({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    sms: z.object({ text: z.string(), segments: z.number().int(), characters: z.number().int() }).nullable(),
  })
  .meta({ id: 'MessagePreview' })
export type MessagePreview = z.infer<typeof messagePreview>

export const messageTemplateOf = z.object({ name: messageTemplateName, language })

export const messageTestOutcome = z
  .object({
    to: z.string(),
    isAccepted: z.boolean(),
    reason: z.string().nullable(),
    reply: z.string().nullable(),
  })
  .meta({ id: 'MessageTestOutcome' })
export type MessageTestOutcome = z.infer<typeof messageTestOutcome>

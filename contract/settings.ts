import { z } from 'zod'
import { verificationMethod } from './installation-settings.ts'
import { language } from './people.ts'
import { country, timeZone } from './places.ts'

/** Of the clock on the wall. */
const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)

/** What an account's admins decide for it. */
export const settings = z.object({
  name: z.string().trim().min(1).max(200),
  country: country.describe('ISO 3166-1; only refuses national phone numbers, never guesses'),
  language: language.describe('What messages are written in unless the person has their own'),
  timeZone,
  followUpDays: z
    .array(z.number().int().min(1).max(365))
    .max(10)
    .describe('Days after the welcome message on which who has not joined is reminded'),
  invitationLifeDays: z
    .number()
    .int()
    .min(1)
    .max(365)
    .describe('How long an invitation works after its last reminder'),
  followUpFrom: clock.describe('Reminders leave from then on, on the clock of whom they go to'),
  followUpUntil: clock.describe('And not from then on; 24:00 is the end of the day'),
  followUpWeekdays: z
    .array(z.number().int().min(1).max(7))
    .min(1)
    .max(7)
    .describe('Days on which reminders leave; Monday is 1'),
  bulkHoldSeconds: z
    .number()
    .int()
    .min(0)
    .max(86_400)
    .describe('How long a bulk invitation waits, so that it can be called back'),
  invitationCarries: z
    .enum(['link', 'temporary-password'])
    .describe('What brings somebody in who has no login yet; whose login exists gets a link'),
  unconfirmedPolicy: z
    .enum(['hold', 'retry'])
    .describe('What happens to a message whose arrival is not known after a crash'),
  confirmOnlyByEmail: z
    .boolean()
    .describe(
      'SMS is never used, whatever the installation allows; it cannot be allowed here where it is not there',
    ),
  smsAfterBounce: z
    .boolean()
    .describe(
      'Whether who has a phone is invited by SMS when their e-mail came back or was refused at once; never where SMS is not used',
    ),
  installationMethod: verificationMethod.describe('What the installation allows; not changed here'),
})
export type Settings = z.infer<typeof settings>
export const settingsEdit = settings.omit({ installationMethod: true }).partial().strict()
export const settingsAnswer = settings
  .extend({ version: z.string().describe('Of what stands there; also its ETag') })
  .meta({ id: 'Settings' })
export type SettingsAnswer = z.infer<typeof settingsAnswer>
export type SettingsEdit = z.infer<typeof settingsEdit>

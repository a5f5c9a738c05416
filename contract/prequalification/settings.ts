import { z } from 'zod'

/** What an account's admins decide for its prequalifications. */
export const prequalificationSettings = z
  .object({
    reminderDays: z
      .number()
      .int()
      .min(1)
      .max(365)
      .describe('Days between reminders to who was invited, until the form is submitted'),
    mostReminders: z
      .number()
      .int()
      .min(0)
      .max(1000)
      .nullable()
      .describe('To one person for one form; null: no end'),
    dueDays: z
      .number()
      .int()
      .min(1)
      .max(365)
      .describe('Days after the invitation until a form counts as overdue'),
    keepsStatusOnRequalify: z
      .boolean()
      .describe('Re-Qualify leaves the status until the new decision, instead of setting it to Not Assigned'),
    expiryNoticeDays: z
      .number()
      .int()
      .min(1)
      .max(365)
      .describe('Days before the expiry on which solicitor and primary contact get a notice'),
    requalifiesByItself: z
      .boolean()
      .describe('With the notice a new form goes out; the status stays until the new decision'),
    tellsOfSubmissions: z
      .boolean()
      .describe('Who asked for a form, or for changes in it, gets an e-mail when it is submitted'),
  })
  .meta({ id: 'PrequalificationSettings' })
export type PrequalificationSettings = z.infer<typeof prequalificationSettings>
export const prequalificationSettingsEdit = prequalificationSettings.partial().strict()
export type PrequalificationSettingsEdit = z.infer<typeof prequalificationSettingsEdit>

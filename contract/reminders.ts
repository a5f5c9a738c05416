import { z } from 'zod'

/** What somebody can be reminded of, and stop being reminded of by the link in the reminder. */
export const remindedOf = ['invitation', 'prequalification'] as const

/** Answer to GET /reminders/{secret}: whose reminders its POST stops. */
export const reminderView = z.object({
  of: z.enum(remindedOf),
  accountName: z.string(),
  isStopped: z.boolean(),
})
export type ReminderView = z.infer<typeof reminderView>

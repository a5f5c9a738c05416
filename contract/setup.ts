import { z } from 'zod'
import { language } from './people.ts'
import { longestPassword } from './session.ts'

export const setupNeeded = z.object({ needed: z.boolean() })

/** An account and its first Directory Admin. */
export const newAccount = z.object({
  accountName: z.string().trim().min(1).max(200),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('ISO 3166-1'),
  language,
  timeZone: z.string().max(60),
  firstName: z.string().trim().max(100),
  lastName: z.string().trim().min(1).max(100),
  email: z.string().max(254),
})
export type NewAccount = z.infer<typeof newAccount>

/** First-run set-up: they choose a password at once. It is judged with all its faults at once. */
export const setupInput = newAccount.extend({ password: z.string().max(longestPassword) })
export type SetupInput = z.infer<typeof setupInput>

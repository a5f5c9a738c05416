import { z } from 'zod'
import { id, moment } from './paging.ts'
import { language } from './people.ts'
import { permission } from './permissions.ts'

/** Source: NIST SP 800-63B-4, section 3.1.1.2. */
export const shortestPassword = 15
export const longestPassword = 256

export const signIn = z.object({
  userName: z.string().min(1).max(254),
  password: z.string().min(1).max(longestPassword),
})

/** Who is signed in, to which account, and what the screen may offer. */
export const me = z
  .object({
    person: z.object({ id, name: z.string(), userName: z.string() }),
    account: z.object({ id, name: z.string(), country: z.string() }),
    accounts: z
      .array(z.object({ id, name: z.string() }))
      .describe('All in which this login is an active user, this one too'),
    permissions: z.array(permission),
    language: language,
    hasMailbox: z.boolean().describe('No mail server is configured: messages are read at /mailbox'),
    isSuperAdmin: z.boolean().describe('Looks after the installation too, at /installation'),
    sendingPaused: z
      .string()
      .nullable()
      .describe('Why nothing is sent for any account; told to who may see the settings'),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof me>

export const accountChoice = z.object({ accountId: id })

/** A browser in which the person is signed in to this account. */
export const ownSession = z
  .object({
    id,
    startedAt: moment,
    seenAt: moment.describe('To the minute'),
    browser: z.string().nullable().describe('`Firefox · Windows`; null where it did not say'),
    isThis: z.boolean(),
  })
  .meta({ id: 'OwnSession' })
export type OwnSession = z.infer<typeof ownSession>
export const ownSessions = z.object({ items: z.array(ownSession) })

export const passwordChange = z.object({
  currentPassword: z.string().min(1).max(longestPassword),
  password: z.string().min(1).max(longestPassword),
})
export type PasswordChange = z.infer<typeof passwordChange>

/** An address besides the user name that its owner signs in with. */
export const signInAddress = z
  .object({ id, address: z.string(), addedAt: moment })
  .meta({ id: 'SignInAddress' })
export type SignInAddress = z.infer<typeof signInAddress>
export const signInAddresses = z
  .object({ userName: z.string(), items: z.array(signInAddress) })
  .meta({ id: 'SignInAddresses' })
export type SignInAddresses = z.infer<typeof signInAddresses>
export const mostSignInAddresses = 5
export const newSignInAddress = z.object({
  address: z.string().trim().min(1).max(254),
  currentPassword: z.string().min(1).max(longestPassword),
})
export type NewSignInAddress = z.infer<typeof newSignInAddress>
export const signInAddressSecret = z.object({ secret: z.string().regex(/^[\w-]{43}$/) })

export const forgottenPassword = z.object({ userName: z.string().min(1).max(254) })

/** What a link to a new password leads to. Looking at it changes nothing. */
export const passwordResetView = z
  .object({ userName: z.string(), language })
  .meta({ id: 'PasswordResetView' })
export type PasswordResetView = z.infer<typeof passwordResetView>
export const passwordResetInput = z.object({ password: z.string().min(1).max(longestPassword) })

/** What passwords chosen from now on have to be like; what they must not be made of is told when one is. */
export const passwordRules = z
  .object({ shortest: z.number().int().describe('Characters') })
  .meta({ id: 'PasswordRules' })
export type PasswordRules = z.infer<typeof passwordRules>

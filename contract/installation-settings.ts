import { z } from 'zod'
import { moment } from './paging.ts'
import { shortestPassword } from './session.ts'

/** By which channels invitations go. Source: seed 004. */
export const verificationMethods = ['email-or-sms', 'sms-or-email', 'both', 'email-only'] as const
export const verificationMethod = z.enum(verificationMethods)
export type VerificationMethod = z.infer<typeof verificationMethod>

/** What super admins decide for every account. */
export const installationSettings = z.object({
  verificationMethod: verificationMethod.describe('An account may only tighten it to email-only'),
  shortestPassword: z
    .number()
    .int()
    .min(shortestPassword)
    .max(64)
    .describe('In characters; counts for passwords chosen from now on'),
  refusedPasswordWords: z
    .array(z.string().trim().min(4).max(60))
    .max(200)
    .describe('What passwords must not be made of, beside what everybody tries first'),
  idleSessionMinutes: z
    .number()
    .int()
    .min(5)
    .max(43_200)
    .describe('Without any request for so long, a session is over'),
  longestSessionHours: z.number().int().min(1).max(8760).describe('After so long, every session is over'),
  dkimSelector: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/)
    .nullable()
    .describe("Under which name the mail server's DKIM key is published, for the diagnosis"),
})
export type InstallationSettings = z.infer<typeof installationSettings>
export const installationSettingsEdit = installationSettings.partial().strict()
export const installationSettingsAnswer = installationSettings
  .extend({ version: z.string().describe('Of what stands there; also its ETag') })
  .meta({ id: 'InstallationSettings' })
export type InstallationSettingsAnswer = z.infer<typeof installationSettingsAnswer>
export type InstallationSettingsEdit = z.infer<typeof installationSettingsEdit>

/** Since when, and why, nothing is sent for any account. */
export const sendingPause = z.object({ at: moment, reason: z.string() }).nullable()
export const sendingPauseInput = z.object({ reason: z.string().trim().min(1).max(500) })

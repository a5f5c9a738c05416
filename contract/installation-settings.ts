import { z } from 'zod'

/** By which channels invitations go. Source: seed 004. */
export const verificationMethods = ['email-or-sms', 'sms-or-email', 'both', 'email-only'] as const
export const verificationMethod = z.enum(verificationMethods)
export type VerificationMethod = z.infer<typeof verificationMethod>

import type { VerificationMethod } from '../../../contract/installation-settings.ts'

export type { VerificationMethod }

/** By which channels an account's invitations go: it may only tighten what the installation allows. Source: seed 004. */
export const verificationMethod = (
  account: { confirmOnlyByEmail: boolean },
  installation: { verificationMethod: VerificationMethod },
): VerificationMethod => (account.confirmOnlyByEmail ? 'email-only' : installation.verificationMethod)

import type { AccountSettings, Installation, VerificationMethod } from '../settings/index.ts'

/**
 * Whether SMS can be sent at all: through the gateway that SMS_URL names; or, on an installation that only tries things
 * out, into the local mailbox. One that writes real e-mails and has no gateway has no SMS.
 */
export const smsIsOpen = ({ smtpUrl, smsUrl }: Pick<Installation, 'smtpUrl' | 'smsUrl'>): boolean =>
  smsUrl !== null || smtpUrl === null

/** By which channels an account's messages go: as it wants, if the installation can. */
export const methodFor = (
  account: Pick<AccountSettings, 'verificationMethod'>,
  installation: Pick<Installation, 'smtpUrl' | 'smsUrl'>,
): VerificationMethod => (smsIsOpen(installation) ? account.verificationMethod : 'email-only')

export { type AccountSettings, accountSettings } from './account-settings.ts'
export type { Context, Installation } from './installation.ts'
export {
  type InstallationSettings,
  installationSettings,
  pauseAllSending,
  resumeAllSending,
} from './installation-settings.ts'
export {
  isOnlyByEmail,
  lockAccount,
  lockInstallation,
  maySendFor,
  suspendedAccounts,
  updateInstallation,
} from './queries.ts'
export { reminderOpening } from './reminder-opening.ts'
export { type VerificationMethod, verificationMethod } from './verification-method.ts'

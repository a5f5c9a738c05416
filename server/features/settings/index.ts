export { type AccountSettings, accountSettings } from './account-settings.ts'
export { minuteOf } from './clock-times.ts'
export type { Context, Installation } from './installation.ts'
export {
  type InstallationSettings,
  installationSettings,
  pauseAllSending,
  resumeAllSending,
} from './installation-settings.ts'
export { lockAccount, maySendFor, suspendedAccounts, updateInstallation } from './queries.ts'
export { type VerificationMethod, verificationMethod } from './verification-method.ts'

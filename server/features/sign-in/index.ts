export { signInAddressMessages } from './addresses/address-messages.ts'
export { createApiKey, endApiKeysOf } from './api-keys/api-keys.ts'
export { keySha256 } from './api-keys/key-text.ts'
export { browserIn } from './browser-in.ts'
export {
  type CreatedAccount,
  createAccount,
  createAccountIn,
  type NewAccount,
  openAccount,
} from './create-account.ts'
export { createLogin, findLogin, type Login, storeLogin } from './create-login.ts'
export { judgeNewAccount } from './judge-account.ts'
export { hashPassword, verifyPassword } from './password.ts'
export { passwordFaults } from './password-faults.ts'
export { passwordResetMessages } from './password-reset/reset-messages.ts'
export { isUserSomewhere } from './queries.ts'
export { replacePassword } from './replace-password.ts'
export { sessionCookie, sessionCookieName, sessionCookieNameFor } from './session-cookie.ts'
export { endAllSignIns, endSession, endSessionsOf, startSession } from './sessions.ts'
export { superAdminsOnly } from './super-admins/policy.ts'
export { superAdminRows } from './super-admins/queries.ts'
export {
  addSuperAdmin,
  removeSuperAdmin,
  type SuperAdmin,
  superAdminOf,
} from './super-admins/super-admin.ts'
export { toUserName } from './user-name.ts'

export { createApiKey, endApiKeysOf } from './api-keys/api-keys.ts'
export { keySha256 } from './api-keys/key-text.ts'
export { type CreatedAccount, createAccount, createAccountIn, type NewAccount } from './create-account.ts'
export { createLogin, findLogin, type Login, storeLogin } from './create-login.ts'
export { hashPassword, verifyPassword } from './password.ts'
export { passwordFaults } from './password-faults.ts'
export { passwordResetMessages } from './password-reset/reset-messages.ts'
export {
  idleSessionSeconds,
  longestSessionSeconds,
  sessionCookie,
  sessionCookieName,
} from './session-cookie.ts'
export { endAllSignIns, endSession, endSessionsOf, startSession } from './sessions.ts'
export { toUserName } from './user-name.ts'

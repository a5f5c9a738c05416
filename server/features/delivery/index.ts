export { cancelMessages } from './cancel-messages.ts'
export { startLocalMailbox } from './mailbox/local-mailbox.ts'
export { mailboxRoutes } from './mailbox/routes.ts'
export type { ClaimedMessage, MessageBatch, MessageKind, SettledMessage } from './message-kind.ts'
export { resendUnconfirmed } from './resend-unconfirmed.ts'
export type { Sender } from './send-due.ts'
export { sendTestMessage, type TestOutcome } from './send-test-message.ts'
export {
  type ConnectionPool,
  connectionPool,
  openConnection,
  parseSmtpUrl,
  reasonOf,
  type SmtpFailure,
  type SmtpServer,
} from './smtp/index.ts'
export { sendingSweep } from './sweeps.ts'
export { dateInWords, followUpTemplate, mailTemplateNamed, templateNames } from './templates/index.ts'
export { type NewMessage, writeMessages } from './write-messages.ts'

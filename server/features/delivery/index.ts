export { reportCounts } from './bounces/bounce-queries.ts'
export { type BounceReceiver, startBounceReceiver } from './bounces/bounce-receiver.ts'
export { type BounceServer, parseBounceUrl } from './bounces/bounce-url.ts'
export { eventsUrlOf } from './bounces/events-url.ts'
export { mailEventRoutes } from './bounces/routes.ts'
export { cameBack } from './came-back.ts'
export { cancelMessages } from './cancel-messages.ts'
export type { Channel, ChannelName } from './channel.ts'
export { emailChannel } from './email-channel.ts'
export { heldReason } from './held-reason.ts'
export { holdOpenMessages } from './hold-messages.ts'
export { requeueHeld } from './hold-queries.ts'
export { reopenLate, takeLate } from './late-queries.ts'
export { startLocalMailbox, startLocalSms } from './mailbox/local-mailbox.ts'
export { mailboxRoutes } from './mailbox/routes.ts'
export type {
  ClaimedMessage,
  MessageBatch,
  MessageDescription,
  MessageKind,
  SettledMessage,
} from './message-kind.ts'
export { methodFor, smsIsOpen } from './method-for.ts'
export { noteReceipt } from './note-report.ts'
export { messageTemplateRoutes } from './own-words/routes.ts'
export { wordsInForce } from './own-words/words-in-force.ts'
export { parseSendLimits } from './pace/send-limits.ts'
export { pauseInForce } from './pause/pause-queries.ts'
export { pauseRoutes } from './pause/routes.ts'
export {
  acceptUnconfirmed as confirmUnconfirmed,
  requeueUnconfirmed,
  takeBackUnconfirmed,
} from './queries.ts'
export { sendTestMessage, type TestOutcome } from './send-test-message.ts'
export { sendTestSms } from './send-test-sms.ts'
export {
  heardOnSession,
  inboundUrlOf,
  parseSmsUrl,
  reportUrlOf,
  type SmsGateway,
  type SmsServer,
  sizeOfSms,
  smsGatewayFor,
} from './sms/index.ts'
export { smsGatewayRoutes } from './sms/routes.ts'
export { smsChannel } from './sms-channel.ts'
export { smsSizeOf } from './sms-size-of.ts'
export {
  type ConnectionPool,
  connectionPool,
  openConnection,
  parseSmtpUrl,
  reasonOf,
  type SmtpFailure,
  type SmtpServer,
} from './smtp/index.ts'
export type { ReminderStop } from './stop-reminders/reminder-stop.ts'
export { stopRoutes } from './stop-reminders/routes.ts'
export { hearAnswer } from './suppression/hear-answer.ts'
export { isSuppressed, suppressKnownAddresses } from './suppression/queries.ts'
export { suppressionRoutes } from './suppression/routes.ts'
export { sendingSweep } from './sweeps.ts'
export {
  type Carries,
  dateInWords,
  followUpTemplate,
  smsTemplateNamed,
  welcomeTemplate,
} from './templates/index.ts'
export { type NewMessage, writeMessages } from './write-messages.ts'

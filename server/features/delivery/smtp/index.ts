export { type ConnectionPool, connectionPool, type PoolOptions } from './connection-pool.ts'
export { type DeliveryResult, deliverFenced, type Envelope } from './deliver-fenced.ts'
export { defaultTimeouts, openConnection, type SmtpTimeouts } from './open-connection.ts'
export {
  type DeliveryReason,
  deliveryReasons,
  type FailureClass,
  reasonOf,
  type SmtpFailure,
  type SmtpPhase,
  smtpFailure,
} from './smtp-answer.ts'
export { parseSmtpUrl, type SmtpServer } from './smtp-url.ts'
export { blamesAddress, reasonOfStatus, statusReasons } from './status-reasons.ts'
export { together } from './together.ts'

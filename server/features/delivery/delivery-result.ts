import { blamesNumber } from './sms/index.ts'
import { blamesAddress, reasonOf, type SmtpFailure } from './smtp/index.ts'

/**
 * permanent: this message will never be taken · temporary: try again later · configuration: no message will be taken
 * until somebody mends the settings · unknown-after-dot: it may have arrived.
 */
type FailureClass = 'permanent' | 'temporary' | 'configuration' | 'unknown-after-dot'

/** Why a try to hand a message over did not end in acceptance; the same for every channel. */
export type FailedDelivery = {
  /** How far it had come, such as `connect` or `rcpt`. */
  phase: string
  klass: FailureClass
  /** A code that the locales have words for. */
  reason: string
  /** The other side's words on one line; they may hold an address, so they don't belong in logs. */
  reply: string | null
  /** Nothing was said about this message: the way to the other side is blocked for all. */
  isBeforeMessage: boolean
  /** Where the other side said when to come back, or its kind of refusal does. */
  retryInSeconds?: number
}

export type DeliveryResult =
  | { accepted: true; reply: string; reference?: string | undefined }
  | { fencedOff: true }
  | { failed: FailedDelivery }

/** Whether a refusal for good, for this reason, says that nothing will ever arrive at the address or number. */
export const blamesReceiver = (reason: string | null): boolean =>
  reason !== null && (blamesAddress(reason) || blamesNumber(reason))

const beforeMessage = ['connect', 'greeting', 'tls', 'auth']

export const smtpFailed = (failed: SmtpFailure): FailedDelivery => ({
  phase: failed.phase,
  klass: failed.klass,
  reason: reasonOf(failed),
  reply: failed.reply ?? null,
  isBeforeMessage: beforeMessage.includes(failed.phase),
})

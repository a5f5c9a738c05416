import type { DeliveryResult, FailedDelivery } from '../delivery-result.ts'

export type Sms = {
  /** Of the ledger; the same when the message is sent again. */
  id: string
  accountId: string
  /** E.164 with + */
  to: string
  text: string
}

/** What the gateway is told to call when it knows what became of a message; carries its own proof. */
export type ReportUrl = (sms: Pick<Sms, 'id' | 'accountId'>) => string

/** A way to an SMS gateway. */
export type SmsGateway = {
  /** Messages under way at once. */
  lanes: number
  /** Hands one message over; its end is held back until `fence` said yes. */
  deliver(sms: Sms, fence: () => Promise<boolean>): Promise<DeliveryResult>
  /** Connects and signs in, where that can be tried without sending. @returns null, or why it failed */
  tryOut(): Promise<FailedDelivery | null>
  close(): Promise<void>
}

/** Refusals for good that say nobody will ever get an SMS at the number. Source: decision 0038. */
export const blamesNumber = (reason: string | undefined): boolean =>
  reason === 'number-does-not-exist' || reason === 'phone-not-mobile'

type Phase = 'connect' | 'tls' | 'auth' | 'request' | 'dot'

/** A failure in the words of SMS. `auth` and what stands before it is nobody's message's. */
export const smsFailed = (
  phase: Phase,
  klass: FailedDelivery['klass'],
  reason: string,
  reply: string | null = null,
  retryInSeconds?: number,
): { failed: FailedDelivery } => ({
  failed: {
    phase,
    klass,
    reason,
    reply: reply && oneLine(reply),
    isBeforeMessage: phase === 'connect' || phase === 'tls' || phase === 'auth',
    ...(retryInSeconds !== undefined && { retryInSeconds }),
  },
})

const REPLY_CHARACTERS = 500
const oneLine = (text: string) =>
  text
    .trim()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .slice(0, REPLY_CHARACTERS)
    .toWellFormed()

import type { DeliveryResult } from './delivery-result.ts'
import type { ClaimedMessage } from './message-kind.ts'

export type ChannelName = 'email' | 'sms'

/** Offers one message; its end leaves only after `fence` said yes, and the result never comes before the fence answered. */
export type Offer = (message: ClaimedMessage, fence: () => Promise<boolean>) => Promise<DeliveryResult>

/** A way to hand messages over. */
export type Channel = {
  name: ChannelName
  /** Messages under way at once; about so many are unconfirmed when the process is killed. */
  lanes: number
  /** For one turn of an account: what its batches share is prepared once. */
  open(accountId: string): Offer
}

import type { FailedDelivery } from '../delivery-result.ts'

type Meaning = [klass: FailedDelivery['klass'], reason: string]

const notSignedIn: Meaning = ['configuration', 'sign-in-refused-by-gateway']
const senderRefused: Meaning = ['configuration', 'sender-refused-by-gateway']
const unknownNumber: Meaning = ['permanent', 'number-does-not-exist']
const throttles: Meaning = ['temporary', 'gateway-throttles']
const busy: Meaning = ['temporary', 'gateway-temporarily-refuses']

/** Source: SMPP 5.0, 4.7.6. */
const meanings: Record<number, Meaning> = {
  4: notSignedIn, // wrong bind state
  8: busy, // system error
  10: senderRefused,
  11: unknownNumber,
  13: notSignedIn,
  14: notSignedIn,
  15: notSignedIn,
  20: throttles, // queue full
  51: unknownNumber,
  69: busy, // submit failed
  72: senderRefused,
  73: senderRefused,
  80: unknownNumber,
  81: unknownNumber,
  88: throttles,
  100: busy,
  101: ['permanent', 'refused-by-gateway'],
  102: busy,
  254: busy, // delivery failure
  255: busy,
  257: notSignedIn,
  258: ['permanent', 'number-blocked'],
  259: busy,
  260: notSignedIn,
}

/** What a command status means, with its number as the gateway's words. */
export function meaningOf(status: number): { klass: Meaning[0]; reason: string; reply: string } {
  const [klass, reason] = meanings[status] ?? ['permanent', 'refused-by-gateway']
  return { klass, reason, reply: `SMPP status 0x${status.toString(16).padStart(8, '0')}` }
}

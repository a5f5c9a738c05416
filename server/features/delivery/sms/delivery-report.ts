import type { Pdu } from 'smpp'
import { textOf } from './smpp-session.ts'
import { meaningOf } from './smpp-status.ts'
import { blamesNumber } from './sms-gateway.ts'
import { meaningOfTwilio } from './twilio.ts'

/**
 * What a gateway says became of a message that it took. `bounced`: it never will arrive, the number is at fault.
 * `missed`: it did not arrive this time.
 */
export type DeliveryReport = {
  outcome: 'delivered' | 'bounced' | 'missed'
  reply: string
  /** Where it is known better than the outcome tells. */
  reason?: string
}

/** States of a receipt in which another try may go better. Source: SMPP 3.4, appendix B; 5.0, 4.7.15. */
const mayGoBetter = /stat:\s*(EXPIRED|DELETED|UNKNOWN)/i
const undelivered = /stat:\s*(UNDELIV|REJECTD|EXPIRED|DELETED|UNKNOWN)/i

/** Kannel calls the report's address with %d: 1 delivered, 2 not delivered, 16 never left it; %A its words. */
export function kannelReport(status: string, reply: string): DeliveryReport | null {
  if (status === '1') return { outcome: 'delivered', reply }
  if (status === '16') return neverLeft(reply)
  if (status !== '2') return null
  return { outcome: mayGoBetter.test(reply) ? 'missed' : 'bounced', reply }
}

/**
 * "NACK/no SMSC": Kannel knows no way there. "NACK/" and a status of SMPP: the operator refused it. Most of these are faults of the
 * gateway's settings, and would hit everybody: only one that names the number is the number's.
 */
function neverLeft(reply: string): DeliveryReport {
  const [, status] = /^NACK\/(\d+)\//.exec(reply) ?? []
  if (/^NACK\/no SMSC/i.test(reply)) return { outcome: 'missed', reply, reason: 'number-not-reachable' }
  const reason = status ? meaningOf(Number(status)).reason : 'refused-by-gateway'
  return blamesNumber(reason) ? { outcome: 'bounced', reply } : { outcome: 'missed', reply, reason }
}

export function twilioReport(status: string, errorCode: string): DeliveryReport | null {
  const reply = `${status} ${errorCode}`.trim()
  if (status === 'delivered') return { outcome: 'delivered', reply }
  if (status !== 'undelivered' && status !== 'failed') return null
  const reason = meaningOfTwilio(Number(errorCode))?.reason
  return { outcome: blamesNumber(reason) ? 'bounced' : 'missed', reply, ...(reason && { reason }) }
}

const RECEIPT = 0x04
const KINDS = 0x3c

/** What came on an SMPP session: a receipt for a message of ours, or what somebody wrote to us. */
export type HeardOnSession =
  | { receipt: { reference: string; to: string; report: DeliveryReport } }
  | { answer: { from: string; text: string } }
  | null

const states: Record<number, DeliveryReport['outcome']> = {
  2: 'delivered',
  3: 'missed',
  4: 'missed',
  5: 'bounced',
  7: 'missed',
  8: 'bounced',
}

export function heardOnSession(pdu: Pdu): HeardOnSession {
  const text = textOf(pdu)
  // Ours is the destination of what they write; of a receipt they are its source too.
  const from = `+${(pdu.source_addr ?? '').replace(/^\+/, '')}`
  if (((pdu.esm_class ?? 0) & KINDS) !== RECEIPT) return { answer: { from, text } }
  const reference = pdu.receipted_message_id?.replace(/\0+$/, '') || /id:\s*([^\s]+)/i.exec(text)?.[1]
  const outcome = states[pdu.message_state ?? 0] ?? outcomeIn(text)
  return reference && outcome ? { receipt: { reference, to: from, report: { outcome, reply: text } } } : null
}

function outcomeIn(text: string): DeliveryReport['outcome'] | null {
  if (/stat:\s*DELIVRD/i.test(text)) return 'delivered'
  if (!undelivered.test(text)) return null
  return mayGoBetter.test(text) ? 'missed' : 'bounced'
}

import type { DeliveryResult } from '../delivery-result.ts'
import type { HttpAnswer, HttpDialect } from './http-gateway.ts'
import { type ReportUrl, smsFailed } from './sms-gateway.ts'
import { encodingOfSms } from './sms-text.ts'
import type { SmsServer } from './sms-url.ts'

/** That the number is none: an answer that counts numbers is no word about it. */
const NUMBER = /\b(receiver|number|recipient|destination)\b/i
const IS_NONE = /\b(unknown|invalid|malformed|missing|wrong|no such|(not|n't) (valid|exist|found|known))\b/i

/** Delivered to the phone, not delivered, refused by the operator. Source: Kannel User's Guide, "Delivery reports". */
const REPORTS = 1 + 2 + 16

/**
 * Kannel's sendsms form. The report's address holds the id of the message: the client reference, the same on every copy.
 * Source: Kannel User's Guide 1.4.5, "Using the HTTP interface to send SMS messages".
 */
export const kannelDialect = (
  server: Extract<SmsServer, { kind: 'kannel' }>,
  reportUrl: ReportUrl,
): HttpDialect => ({
  ask(sms) {
    const query = new URLSearchParams({
      username: server.user,
      password: server.password,
      from: server.from,
      to: sms.to,
      text: sms.text,
      charset: 'UTF-8',
      coding: encodingOfSms(sms.text) === 'gsm-7' ? '0' : '2',
      'dlr-mask': String(REPORTS),
      'dlr-url': `${reportUrl(sms)}?status=%d&reply=%A`,
    })
    return { method: 'GET', url: `${server.url}?${query}`, headers: { 'idempotency-key': sms.id } }
  },
  read: readKannel,
})

function readKannel({ status, text, retryInSeconds }: HttpAnswer): DeliveryResult {
  if (status < 300) return { accepted: true, reply: text }
  if (/authori[sz]ation|denied|not allowed/i.test(text) || status === 401)
    return smsFailed('dot', 'configuration', 'sign-in-refused-by-gateway', text)
  if (status === 404) return smsFailed('dot', 'configuration', 'not-an-sms-gateway', text)
  if (/\bsender\b/i.test(text)) return smsFailed('dot', 'configuration', 'sender-refused-by-gateway', text)
  if (/throttl|too (fast|many)/i.test(text))
    return smsFailed('dot', 'temporary', 'gateway-throttles', text, retryInSeconds)
  if (status >= 500) return smsFailed('dot', 'temporary', 'gateway-temporarily-refuses', text, retryInSeconds)
  if (/rout/i.test(text)) return smsFailed('dot', 'permanent', 'number-not-reachable', text)
  if (/black|white-?list|block/i.test(text)) return smsFailed('dot', 'permanent', 'number-blocked', text)
  if (NUMBER.test(text) && IS_NONE.test(text))
    return smsFailed('dot', 'permanent', 'number-does-not-exist', text)
  return smsFailed('dot', 'permanent', 'refused-by-gateway', text)
}

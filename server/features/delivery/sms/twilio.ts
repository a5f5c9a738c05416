import { z } from 'zod'
import type { DeliveryResult } from '../delivery-result.ts'
import type { HttpAnswer, HttpDialect } from './http-gateway.ts'
import { type ReportUrl, smsFailed } from './sms-gateway.ts'
import type { SmsServer } from './sms-url.ts'

type Meaning = [klass: 'permanent' | 'temporary' | 'configuration', reason: string]

/** Source: Twilio's error and warning dictionary. */
const meanings: Record<number, Meaning> = {
  20003: ['configuration', 'sign-in-refused-by-gateway'],
  20404: ['configuration', 'sign-in-refused-by-gateway'], // no such account
  20429: ['temporary', 'gateway-throttles'],
  14107: ['temporary', 'gateway-throttles'],
  21211: ['permanent', 'number-does-not-exist'],
  21217: ['permanent', 'number-does-not-exist'],
  21265: ['permanent', 'number-does-not-exist'], // a short code
  21614: ['permanent', 'phone-not-mobile'],
  21214: ['permanent', 'number-not-reachable'],
  21612: ['permanent', 'number-not-reachable'],
  21408: ['permanent', 'country-not-served'],
  21610: ['permanent', 'stopped'],
  21608: ['permanent', 'number-blocked'], // a trial account's unverified number
  21212: ['configuration', 'sender-refused-by-gateway'],
  21603: ['configuration', 'sender-refused-by-gateway'],
  21606: ['configuration', 'sender-refused-by-gateway'],
  21659: ['configuration', 'sender-refused-by-gateway'],
  21660: ['configuration', 'sender-refused-by-gateway'],
  30001: ['temporary', 'gateway-throttles'], // queue overflow
  30002: ['configuration', 'sign-in-refused-by-gateway'], // account suspended
  30004: ['permanent', 'number-blocked'],
  30005: ['permanent', 'number-does-not-exist'],
  30006: ['permanent', 'phone-not-mobile'], // a land line
}

/** What an error code means, answered at once or reported later. */
export const meaningOfTwilio = (code: number): { klass: Meaning[0]; reason: string } | null => {
  const [klass, reason] = meanings[code] ?? []
  return klass && reason ? { klass, reason } : null
}

const taken = z.object({ sid: z.string().max(100) })
const refused = z.object({ code: z.number() })

/**
 * Twilio's Messages resource, as Twilio and its compatibles have it.
 * Source: Twilio REST API 2010-04-01.
 */
export const twilioDialect = (
  server: Extract<SmsServer, { kind: 'twilio' }>,
  reportUrl: ReportUrl,
): HttpDialect => ({
  ask(sms) {
    const form = new URLSearchParams({
      To: sms.to,
      From: server.from,
      Body: sms.text,
      StatusCallback: reportUrl(sms),
    })
    const signIn = Buffer.from(`${server.user}:${server.password}`).toString('base64')
    return {
      method: 'POST',
      url: `${server.url}/2010-04-01/Accounts/${encodeURIComponent(server.user)}/Messages.json`,
      headers: {
        authorization: `Basic ${signIn}`,
        'content-type': 'application/x-www-form-urlencoded',
        'idempotency-key': sms.id,
      },
      body: form.toString(),
    }
  },
  read: readTwilio,
})

function readTwilio({ status, text, retryInSeconds }: HttpAnswer): DeliveryResult {
  const answer = json(text)
  if (status < 300) return { accepted: true, reply: text, reference: taken.safeParse(answer).data?.sid }
  const meaning = meaningOfTwilio(refused.safeParse(answer).data?.code ?? 0)
  if (meaning) return smsFailed('dot', meaning.klass, meaning.reason, text, retryInSeconds)
  if (status === 401 || status === 403)
    return smsFailed('dot', 'configuration', 'sign-in-refused-by-gateway', text)
  if (status === 404) return smsFailed('dot', 'configuration', 'not-an-sms-gateway', text)
  if (status >= 500) return smsFailed('dot', 'temporary', 'gateway-temporarily-refuses', text, retryInSeconds)
  return smsFailed('dot', 'permanent', 'refused-by-gateway', text)
}

/** What stands after the status; null where it is no JSON. */
function json(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{')))
  } catch {
    return null
  }
}

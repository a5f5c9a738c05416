import type { DeliveryResult } from '../delivery-result.ts'
import {
  askFenced,
  defaultHttpTimeouts,
  fencedAgent,
  type HttpAsk,
  type HttpResult,
  type HttpTimeouts,
} from './fenced-request.ts'
import { paceOf } from './pace.ts'
import { type Sms, type SmsGateway, smsFailed } from './sms-gateway.ts'

export type HttpAnswer = { status: number; text: string; retryInSeconds: number | undefined }

/** How one kind of gateway is asked over HTTP, and what its answers mean. */
export type HttpDialect = {
  ask(sms: Sms): HttpAsk
  read(answer: HttpAnswer): DeliveryResult
}

const LONGEST_WAIT_SECONDS = 3600
/** How soon a gateway that said "too fast" is offered the same message again. */
const THROTTLED_SECONDS = 10

export function httpGateway(
  server: { url: string; lanes: number; pacePerSecond: number },
  dialect: HttpDialect,
  timeouts: HttpTimeouts = defaultHttpTimeouts,
): SmsGateway {
  const agent = fencedAgent(server.url, server.lanes)
  const pace = paceOf(server.pacePerSecond)
  return {
    lanes: server.lanes,
    async deliver(sms, fence) {
      await pace.turn()
      const result = resultOf(dialect, await askFenced(agent, dialect.ask(sms), fence, timeouts))
      if ('accepted' in result) pace.taken()
      if ('failed' in result && result.failed.reason === 'gateway-throttles') pace.throttled()
      return result
    },
    async tryOut() {
      // A request that is never ended: the gateway is reached and its certificate looked at, and nothing is sent.
      const nobody = { id: 'try', accountId: 'try', to: '', text: '' }
      const result = resultOf(
        dialect,
        await askFenced(agent, dialect.ask(nobody), async () => false, timeouts),
      )
      return 'failed' in result ? result.failed : null
    },
    async close() {
      agent.destroy()
    },
  }
}

function resultOf(dialect: HttpDialect, result: HttpResult): DeliveryResult {
  if ('fencedOff' in result) return result
  if ('answer' in result) {
    const { status, text, retryAfter } = result.answer
    const seconds = Number(retryAfter ?? NaN)
    const retryInSeconds = seconds >= 0 ? Math.min(Math.max(seconds, 1), LONGEST_WAIT_SECONDS) : undefined
    // Of these two a proxy may speak that has passed the request on: whether it arrived is not known.
    if (status === 502 || status === 504)
      return smsFailed('dot', 'unknown-after-dot', 'answer-not-heard', text)
    if (status === 429)
      return smsFailed('dot', 'temporary', 'gateway-throttles', text, retryInSeconds ?? THROTTLED_SECONDS)
    if (status >= 300 && status < 400)
      return smsFailed('dot', 'configuration', 'not-an-sms-gateway', `${status} ${text}`)
    return dialect.read({ status, text: `${status} ${text}`, retryInSeconds })
  }
  const { isBeforeRequest, isAfterEnd, isTls, words } = result.lost
  if (isTls) return smsFailed('tls', 'configuration', 'gateway-tls-failed', words)
  if (isBeforeRequest) return smsFailed('connect', 'temporary', 'gateway-unreachable', words)
  return isAfterEnd
    ? smsFailed('dot', 'unknown-after-dot', 'answer-not-heard', words)
    : smsFailed('request', 'temporary', 'gateway-unreachable', words)
}

import type { Failure } from './ledger.ts'
import type { Answer } from './ledger-queries.ts'
import type { ClaimedMessage } from './message-kind.ts'
import { type DeliveryResult, reasonOf } from './smtp/index.ts'

const longestHours = 72
const firstRetrySeconds = 60
const longestRetrySeconds = 3600

/** What a result means: an answer for the ledger, or that the server works with nobody and sending pauses. */
export type Verdict =
  | { answer: Answer; failure: Failure | null }
  | { release: 'fenced-off' }
  | { release: 'server'; reason: string; needsMending: boolean }

/**
 * @param policy what happens to a message whose arrival is not known
 * @param now only for giving up after 72 h
 */
export function verdictOf(
  message: ClaimedMessage,
  result: DeliveryResult,
  policy: 'hold' | 'retry',
  now: Date,
): Verdict {
  const answer = (state: Answer['state'], more: Partial<Answer> = {}): Verdict => ({
    answer: {
      id: message.id,
      attempt: message.attempt,
      state,
      reason: null,
      reply: null,
      retryInSeconds: null,
      isResend: false,
      ...more,
    },
    failure:
      'failed' in result
        ? { phase: result.failed.phase, reason: reasonOf(result.failed), reply: result.failed.reply ?? null }
        : null,
  })
  if ('accepted' in result) return answer('accepted', { reply: result.reply })
  if ('fencedOff' in result) return { release: 'fenced-off' }
  const { failed } = result
  const reason = reasonOf(failed)
  const reply = failed.reply ?? null
  const isServers =
    failed.phase === 'connect' ||
    failed.phase === 'greeting' ||
    failed.phase === 'tls' ||
    failed.phase === 'auth'
  if (isServers || failed.klass === 'configuration') {
    return { release: 'server', reason, needsMending: failed.klass === 'configuration' }
  }
  if (failed.klass === 'permanent') return answer('refused', { reason, reply })
  if (failed.klass === 'unknown-after-dot') {
    return policy === 'retry' && !message.isResend
      ? answer('queued', { isResend: true, reason })
      : answer('unconfirmed', { reason: 'answer-not-heard', reply })
  }
  const waitedHours = (now.getTime() - message.createdAt.getTime()) / 3_600_000
  if (waitedHours > longestHours) return answer('refused', { reason: 'tries-used-up', reply })
  const retryInSeconds = Math.min(firstRetrySeconds * 2 ** (message.attempt - 1), longestRetrySeconds)
  return answer('deferred', { reason, reply, retryInSeconds })
}

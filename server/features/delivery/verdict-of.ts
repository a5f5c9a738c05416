import type { Answer } from './answer-queries.ts'
import { blamesReceiver, type DeliveryResult, type FailedDelivery } from './delivery-result.ts'
import type { Failure } from './ledger.ts'
import type { ClaimedMessage } from './message-kind.ts'

const longestHours = 72
const firstRetrySeconds = 60
const longestRetrySeconds = 3600

/**
 * What a result means: an answer for the ledger, or that the server works with nobody and sending pauses. What is released
 * was not let past the fence; what was, and was then refused as everybody is, has an answer that puts it back.
 */
export type Verdict =
  | { answer: Answer; failure: Failure | null }
  | { release: 'fenced-off' }
  | { release: 'server'; reason: string; needsMending: boolean; answer: Answer | null }

/**
 * @param policy what happens to a message whose arrival is not known
 * @param now only for how long it has been put off already
 */
export function verdictOf(
  message: ClaimedMessage,
  result: DeliveryResult,
  policy: 'hold' | 'retry',
  now: Date,
): Verdict {
  const answerOf = (state: Answer['state'], more: Partial<Answer>): Answer => ({
    id: message.id,
    attempt: message.attempt,
    state,
    reason: null,
    reply: null,
    reference: null,
    retryInSeconds: null,
    isResend: false,
    ...more,
  })
  const answer = (state: Answer['state'], more: Partial<Answer> = {}): Verdict => ({
    answer: answerOf(state, more),
    failure: 'failed' in result ? failureOf(message, result.failed) : null,
  })
  /** A copy that is refused says nothing of the one before it, unless nothing ever arrives there. */
  const refused = (reason: string, reply: string | null): Verdict =>
    message.isResend && !blamesReceiver(reason)
      ? answer('unconfirmed', { reason: 'answer-not-heard', reply })
      : answer('refused', { reason, reply })
  if ('accepted' in result)
    return answer('accepted', { reply: result.reply, reference: result.reference ?? null })
  if ('fencedOff' in result) return { release: 'fenced-off' }
  const { failed } = result
  const { reason, reply } = failed
  if (failed.isBeforeMessage || failed.klass === 'configuration') {
    const needsMending = failed.klass === 'configuration'
    const back = failed.phase === 'dot' ? answerOf('queued', { reason, reply }) : null
    return { release: 'server', reason, needsMending, answer: back }
  }
  if (failed.klass === 'permanent') return refused(reason, reply)
  if (failed.klass === 'unknown-after-dot') {
    return policy === 'retry' && !message.isResend
      ? answer('queued', { isResend: true, reason })
      : answer('unconfirmed', { reason: 'answer-not-heard', reply })
  }
  // Not since it was written, nor by its attempts: it may have been held, paused, or given back for days.
  const waitedSeconds = Math.max(0, now.getTime() - (message.deferredSince ?? now).getTime()) / 1000
  if (waitedSeconds > longestHours * 3600) return refused('tries-used-up', reply)
  // As long again as it has waited: each wait is twice the one before.
  const retryInSeconds = Math.min(
    (failed.retryInSeconds ?? firstRetrySeconds) + waitedSeconds,
    longestRetrySeconds,
  )
  return answer('deferred', { reason, reply, retryInSeconds })
}

/** What our own side could not even offer is no answer of theirs. STOP was perhaps told to the gateway alone, which then refuses us. */
function failureOf({ toAddress }: ClaimedMessage, { phase, klass, reason, reply }: FailedDelivery): Failure {
  const isGivenUp =
    klass === 'permanent' && reply !== null && (blamesReceiver(reason) || reason === 'stopped')
  return { phase, reason, reply, givenUp: isGivenUp ? toAddress : null }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FailedDelivery } from './delivery-result.ts'
import type { ClaimedMessage } from './message-kind.ts'
import { verdictOf } from './verdict-of.ts'

const later: FailedDelivery = {
  ...{ phase: 'rcpt', klass: 'temporary', reason: 'temporarily-refused', reply: '451 Later' },
  isBeforeMessage: false,
}
const HOUR = 3600

/** What a server that says "later" to every try brings about. @param claims in which the message did not get as far, before the first */
function waitsOf(claims: number, failed = later): { seconds: number[]; state: string } {
  const seconds: number[] = []
  const first = new Date('2026-03-02T08:00:00Z')
  let now = first
  for (let attempt = claims + 1; ; attempt++) {
    const message = {
      ...{ id: 'm', attempt, toAddress: 'ana@example.com', isResend: false },
      deferredSince: seconds.length ? first : null,
    } as ClaimedMessage
    const verdict = verdictOf(message, { failed }, 'hold', now)
    assert.ok('failure' in verdict)
    const { state, retryInSeconds } = verdict.answer
    if (state !== 'deferred') return { seconds, state }
    seconds.push(retryInSeconds!)
    now = new Date(now.getTime() + retryInSeconds! * 1000)
  }
}

test('each wait is twice the one before, up to an hour, and after 72 hours it is given up', () => {
  const { seconds, state } = waitsOf(0)
  assert.deepEqual(seconds.slice(0, 8), [60, 120, 240, 480, 960, 1920, HOUR, HOUR])
  const total = seconds.reduce((sum, one) => sum + one)
  assert.ok(total > 72 * HOUR && total <= 73 * HOUR, String(total))
  assert.equal(state, 'refused')
})

test('who says when to come back is believed at first; who says so again and again waits longer', () => {
  assert.deepEqual(waitsOf(0, { ...later, retryInSeconds: 10 }).seconds.slice(0, 4), [10, 20, 40, 80])
})

test('a message that was claimed often and never offered begins with the shortest wait', () => {
  assert.deepEqual(waitsOf(12).seconds.slice(0, 2), [60, 120])
})

test('a copy that is refused, or put off for too long, says nothing of the one before it, unless nobody is there', () => {
  const first = new Date('2026-03-02T08:00:00Z')
  const stateOf = (failed: Partial<FailedDelivery>, isResend: boolean, hours = 0) => {
    const message = { id: 'm', attempt: 2, toAddress: 'ana@example.com', isResend, deferredSince: first }
    const now = new Date(first.getTime() + hours * HOUR * 1000)
    const verdict = verdictOf(message as ClaimedMessage, { failed: { ...later, ...failed } }, 'retry', now)
    return 'failure' in verdict && [verdict.answer.state, verdict.answer.reason]
  }
  const policy = { klass: 'permanent', reason: 'refused-by-policy' } as const
  const nobody = { klass: 'permanent', reason: 'mailbox-does-not-exist' } as const
  assert.deepEqual(stateOf(policy, false), ['refused', 'refused-by-policy'])
  assert.deepEqual(stateOf(policy, true), ['unconfirmed', 'answer-not-heard'])
  assert.deepEqual(stateOf({}, false, 73), ['refused', 'tries-used-up'])
  assert.deepEqual(stateOf({}, true, 73), ['unconfirmed', 'answer-not-heard'])
  assert.deepEqual(stateOf(nobody, true), ['refused', 'mailbox-does-not-exist'])
})

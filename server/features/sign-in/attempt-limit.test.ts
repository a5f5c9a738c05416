import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAttemptLimit } from './attempt-limit.ts'

const start = Date.parse('2025-06-02T08:00:00Z')
const after = (seconds: number) => start + seconds * 1000

test('five tries are free, then each wait is twice as long, up to five minutes', () => {
  const limit = createAttemptLimit()
  for (let i = 0; i < 5; i++) assert.equal(limit.begin('ana', '192.0.2.1', start), 0)
  let now = 0
  const waits: number[] = []
  for (let i = 0; i < 11; i++) {
    const wait = limit.begin('ana', '192.0.2.1', after(now))
    waits.push(wait)
    now += wait
    assert.equal(limit.begin('ana', '192.0.2.1', after(now)), 0)
  }
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
})

test('a refused try does not make the wait longer', () => {
  const limit = createAttemptLimit()
  for (let i = 0; i < 7; i++) limit.begin('ana', '192.0.2.1', after(i * 10))
  assert.equal(limit.begin('ana', '192.0.2.1', after(60)), 4)
  assert.equal(limit.begin('ana', '192.0.2.1', after(61)), 3)
})

test('who signs in starts anew, and a quarter of an hour makes good', () => {
  const limit = createAttemptLimit()
  for (let i = 0; i < 5; i++) limit.begin('ana', '192.0.2.1', start)
  limit.succeeded('ana', '192.0.2.1')
  for (let i = 0; i < 5; i++) assert.equal(limit.begin('ana', '192.0.2.1', start), 0)
  assert.equal(limit.begin('ana', '192.0.2.1', start), 1)
  assert.equal(limit.begin('ana', '192.0.2.1', after(15 * 60)), 0)
})

test('guessing from one address never keeps the owner out at another', () => {
  const limit = createAttemptLimit()
  for (let i = 0; i < 1000; i++) limit.begin('ana', '192.0.2.1', after(i * 300))
  assert.equal(limit.begin('ana', '198.51.100.7', after(300_000)), 0)
})

test('guessing from everywhere leaves each address one try, and the owner that one too', () => {
  const limit = createAttemptLimit()
  for (let i = 0; i < 200; i++) limit.begin('ana', `192.0.2.${i}`, start)
  assert.equal(limit.begin('ana', '192.0.2.7', start), 1)
  assert.equal(limit.begin('ana', '198.51.100.7', start), 0)
  assert.equal(limit.begin('ben', '192.0.2.7', start), 0)
})

test('guessing many user names from one address is slowed too, and one network of IPv6 is one address', () => {
  const limit = createAttemptLimit()
  for (let i = 0; i < 100; i++)
    assert.equal(limit.begin(`user ${i}`, `2001:db8:1:2::${i.toString(16)}`, start), 0)
  assert.equal(limit.begin('ana', '2001:db8:1:2:ffff::1', start), 1)
  assert.equal(limit.begin('ana', '2001:db8:1:3::1', start), 0)
})

test('an office that signs in all morning is not slowed', () => {
  const limit = createAttemptLimit()
  for (let i = 0; i < 500; i++) {
    assert.equal(limit.begin(`user ${i}`, '192.0.2.1', after(i)), 0)
    limit.succeeded(`user ${i}`, '192.0.2.1')
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountLine } from './account-line.ts'

test('an account that fails waits twice as long each time; while the database is away no longer than at first', () => {
  const line = accountLine()
  const pauses = [false, false, false, true, true, false].map(isAway => {
    line.join(['one'], 1e9)
    assert.equal(line.next(), 'one')
    return line.failed('one', 0, isAway)
  })
  assert.deepEqual(pauses, [1_000, 2_000, 4_000, 1_000, 1_000, 2_000])
  line.join(['one'], 1_999)
  assert.equal(line.next(), undefined)
  line.join(['one'], 2_000)
  assert.equal(line.next(), 'one')
})

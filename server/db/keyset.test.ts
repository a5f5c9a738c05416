import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutPage, fromCursor, toCursor } from './keyset.ts'

const id = '0197f0f0-0000-7000-8000-000000000000'
const malformed = {
  code: 'malformed-request',
  faults: [{ path: ['cursor'], reason: 'not-a-page' }],
}

test('a cursor leads back to the place that it was made of', () => {
  assert.deepEqual(fromCursor(toCursor(['kovač ana', id]), 'text', 'id'), ['kovač ana', id])
  assert.deepEqual(fromCursor(toCursor([2_000]), 'line'), [2_000])
  const moment = '2026-03-01 12:00:00.123456+00'
  assert.deepEqual(fromCursor(toCursor([moment, id]), 'moment', 'id'), [moment, id])
})

test('a cursor that is not one of ours is a malformed request that says where, whatever is wrong with it', () => {
  for (const foreign of ['', 'x', toCursor([]), toCursor([id, id]), toCursor(['nobody']), toCursor([7])]) {
    assert.throws(() => fromCursor(foreign, 'id'), malformed, foreign)
  }
  for (const foreign of [toCursor(['7']), toCursor([1.5]), toCursor([2 ** 40])]) {
    assert.throws(() => fromCursor(foreign, 'line'), malformed, foreign)
  }
  assert.throws(() => fromCursor(toCursor(['yesterday', id]), 'moment', 'id'), malformed)
})

test('the last page has no next one', () => {
  const page = (rows: number[]) =>
    cutPage(
      rows,
      2,
      row => [row],
      row => row,
    )
  assert.deepEqual(page([1, 2]), { items: [1, 2], next: null })
  const { items, next } = page([1, 2, 3])
  assert.deepEqual([items, fromCursor(next!, 'line')], [[1, 2], [2]])
})

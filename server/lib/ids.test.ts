import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from './ids.ts'

test('an id is a UUID of version 7 that carries its millisecond', () => {
  const at = Date.UTC(2031, 0, 2)
  const id = newId(at)
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), at)
})

test('100,000 ids made in a row are in order and all different', () => {
  const ids = Array.from({ length: 100_000 }, () => newId())
  assert.deepEqual(ids, [...ids].sort())
  assert.equal(new Set(ids).size, ids.length)
})

test('ids keep their order when the clock is set back', () => {
  const first = newId(Date.UTC(2032, 0, 1))
  assert.ok(newId(Date.UTC(2031, 11, 31)) > first)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Review } from '../../../contract/bulk-actions.ts'
import { withMore, without } from './review-parts.ts'

const people = (...ids: string[]) =>
  ids.map(id => ({ id, name: id, company: null, email: null })) as Review['acting']['items']

const review: Review = {
  action: 'user.invite',
  variant: null,
  reviewedAt: '2026-03-01T08:00:00.000Z',
  selected: 5,
  unknown: 0,
  holdSeconds: 30,
  sending: null,
  acting: { count: 3, items: people('ana', 'bo'), next: 'after bo' },
  skipped: [{ reason: 'already-waiting', count: 2, items: people('dee'), next: 'after dee' }],
  notes: [],
}
const rest: Review = {
  ...review,
  acting: { count: 3, items: people('cy'), next: null },
  skipped: [{ reason: 'already-waiting', count: 2, items: people('eve'), next: null }],
}
const named = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)

test('who comes with a further part stands behind those who were there', () => {
  const acting = withMore(review, { reason: null, cursor: 'after bo' }, rest)
  assert.deepEqual(named(acting.acting), ['ana', 'bo', 'cy'])
  const skipped = withMore(review, { reason: 'already-waiting', cursor: 'after dee' }, rest)
  assert.deepEqual(named(skipped.skipped[0]!), ['dee', 'eve'])
})

test('a part that was asked for twice, by a second press before the first was answered, is taken once', () => {
  const part = { reason: null, cursor: 'after bo' }
  const once = withMore(review, part, rest)
  assert.deepEqual(withMore(once, part, rest), once)
})

test('who is taken off is counted nowhere any more', () => {
  const left = without(review, 'dee')
  assert.equal(left.selected, 4)
  assert.equal(left.skipped[0]!.count, 1)
  assert.deepEqual(left.acting, review.acting)
})

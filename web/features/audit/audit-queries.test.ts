import assert from 'node:assert/strict'
import { test } from 'node:test'
import { auditFilter } from './audit-queries.ts'

test('the last day of a range belongs to it, also where the clocks change that night', () => {
  const { from, until } = auditFilter({ from: '2026-10-25', until: '2026-10-25' })
  const [begin, end] = [new Date(from!), new Date(until!)]
  assert.deepEqual([begin.getDate(), begin.getHours()], [25, 0])
  assert.deepEqual([end.getDate(), end.getHours()], [26, 0])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { together } from './index.ts'

const settled = () => new Promise(resolve => setImmediate(() => setImmediate(resolve)))

test('what is asked in one turn goes in one run, what is asked meanwhile in the next, and everyone gets their own answer', async () => {
  const runs: number[][] = []
  const gates: (() => void)[] = []
  const ask = together(async (items: number[]) => {
    runs.push(items)
    await new Promise<void>(resolve => gates.push(resolve))
    return items.map(item => item * 10)
  })

  const first = [ask(1), ask(2)]
  await settled()
  const later = [ask(3), ask(4), ask(5)]
  await settled()
  assert.deepEqual(runs, [[1, 2]])

  gates[0]!()
  assert.deepEqual(await Promise.all(first), [10, 20])
  await settled()
  gates[1]!()
  assert.deepEqual(await Promise.all(later), [30, 40, 50])
  assert.deepEqual(runs, [
    [1, 2],
    [3, 4, 5],
  ])
})

test('a group fails as one, and the next group goes its own way', async () => {
  let isFirst = true
  const ask = together(async (items: string[]) => {
    if (isFirst) {
      isFirst = false
      throw new Error('statement failed')
    }
    return items
  })
  const outcomes = await Promise.allSettled([ask('a'), ask('b')])
  assert.ok(
    outcomes.every(outcome => outcome.status === 'rejected' && outcome.reason.message === 'statement failed'),
  )
  assert.equal(await ask('c'), 'c')
})

test('a large group is split, its order kept', async () => {
  const sizes: number[] = []
  const ask = together(async (items: number[]) => {
    sizes.push(items.length)
    return items
  }, 400)
  const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => ask(index)))
  assert.deepEqual(
    answers,
    Array.from({ length: 1_000 }, (_, index) => index),
  )
  assert.deepEqual(sizes, [400, 400, 200])
})

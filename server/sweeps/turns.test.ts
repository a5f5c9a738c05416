import assert from 'node:assert/strict'
import { test } from 'node:test'
import { turns } from './turns.ts'

test('no more is done at once than there are turns, first come, first served, also after something failed', async () => {
  const inTurn = turns(2)
  const begun: number[] = []
  let underWay = 0
  let most = 0
  const work = async (number: number) => {
    begun.push(number)
    most = Math.max(most, ++underWay)
    await new Promise(setImmediate)
    underWay--
    if (number === 1) throw new Error('no paper')
    return number
  }
  const numbers = Array.from({ length: 7 }, (_, number) => number)
  const done = await Promise.allSettled(numbers.map(number => inTurn(() => work(number))))
  assert.deepEqual(begun, numbers)
  assert.equal(most, 2)
  assert.deepEqual(
    done.map(one => (one.status === 'fulfilled' ? one.value : 'failed')),
    [0, 'failed', 2, 3, 4, 5, 6],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shareLookups } from './share-lookups.ts'

test('who asks while a look-up runs gets the next one, together with all others who wait', async () => {
  let looked = 0
  const ask = shareLookups(async () => {
    const number = ++looked
    await new Promise(setImmediate)
    return number
  })
  const answers = [ask('a'), ask('a'), ask('a')]
  assert.deepEqual(await Promise.all(answers), [1, 2, 2])
  assert.equal(await ask('a'), 3)
  assert.equal(looked, 3)
})

test('different questions wait for nobody, and a failure is its own', async () => {
  let failing = true
  const ask = shareLookups(async key => {
    await new Promise(setImmediate)
    if (failing && key === 'a') {
      failing = false
      throw new Error('away')
    }
    return key
  })
  const [first, other, second] = await Promise.allSettled([ask('a'), ask('b'), ask('a')])
  assert.equal(first.status, 'rejected')
  assert.deepEqual(
    [other, second],
    [
      { status: 'fulfilled', value: 'b' },
      { status: 'fulfilled', value: 'a' },
    ],
  )
})

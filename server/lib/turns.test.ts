import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTurns } from './turns.ts'

test('work of one key is done in the order in which it came, one at a time', async () => {
  const turns = createTurns()
  const told: string[] = []
  const piece = (name: string) => async () => {
    told.push(`${name} begins`)
    await new Promise(setImmediate)
    told.push(`${name} ends`)
  }
  await Promise.all([turns('form', piece('first')), turns('form', piece('second'))])
  assert.deepEqual(told, ['first begins', 'first ends', 'second begins', 'second ends'])
})

test('what fails keeps nobody waiting, and other keys do not wait at all', async () => {
  const turns = createTurns()
  const never = turns('other', () => new Promise<never>(() => {}))
  assert.ok(never instanceof Promise)
  await assert.rejects(
    turns('form', async () => Promise.reject(new Error('refused'))),
    /refused/,
  )
  assert.equal(await turns('form', async () => 'done'), 'done')
})

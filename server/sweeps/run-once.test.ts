import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runOnce } from './run-once.ts'
import type { Sweep } from './sweep.ts'
import { aGround } from './testing.ts'

test('a rehearsal does all that is due at its time, what that causes too, and nothing of later', async t => {
  const ground = await aGround(t)
  const account = ground.account()
  await ground.add(account, 25)
  let causes = 2
  const causing: Sweep = {
    name: 'causing',
    dueAccounts: async () => (causes > 0 ? [account] : []),
    async sweep() {
      causes--
      await ground.add(account, 1)
      return false
    },
  }
  const { db } = ground.database

  const past = await runOnce([ground.sweep()], db, new Date('2020-01-01'))
  assert.deepEqual(past, { errands: 0 })
  assert.equal(await ground.left(), 25)

  const slices = await runOnce([ground.sweep(), causing], db, new Date(Date.now() + 60_000))
  assert.equal(slices.causing, 2)
  assert.equal(await ground.left(), 0)
})

test('a rehearsal ends although an account stays due without anything to do', async t => {
  const ground = await aGround(t)
  const held: Sweep = { name: 'held', dueAccounts: async () => [ground.account()], sweep: async () => false }
  const same = ground.account()
  const heldForOne: Sweep = { ...held, dueAccounts: async () => [same] }
  const slices = await runOnce([heldForOne], ground.database.db, new Date())
  assert.equal(slices.held, 3)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../../test/account.ts'
import { actionGround } from '../../../../test/action-ground.ts'
import { inAccount } from '../../../db/connect.ts'

// Inactivations of a later day, when it comes at an odd time.

const ground = await actionGround()

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const dayIn = (days: number) => inDays(days).toISOString().slice(0, 10)
const statusesOf = async (account: TestAccount, people: { id: string }[]) => {
  const rows = await inAccount(ground.db, account.id, tx =>
    tx.selectFrom('person_state').select(['person_id', 'status']).execute(),
  )
  return people.map(({ id }) => rows.find(row => row.person_id === id)?.status)
}
const runsOf = (account: TestAccount) =>
  inAccount(ground.db, account.id, tx => tx.selectFrom('run').select('id').execute())

test('a worker that was stopped for ten days carries out once, late, what was planned meanwhile', async () => {
  const account = await anAccount(ground.db)
  const people = [await aUser(ground.db, account), await aUser(ground.db, account)] as const
  await ground.actions.done(account, 'user.inactivate', [people[0]], { on: dayIn(2) })
  await ground.actions.done(account, 'user.inactivate', [people[1]], { on: dayIn(5) })
  await ground.actions.work(inDays(12))
  assert.deepEqual(await statusesOf(account, [...people]), ['inactive', 'inactive'])
  assert.equal((await runsOf(account)).length, 4)
  await ground.actions.work(inDays(13))
  assert.equal((await runsOf(account)).length, 4)
})

test('two workers that find the same plan due start one run', async () => {
  const account = await anAccount(ground.db)
  const user = await aUser(ground.db, account)
  const planned = await ground.actions.done(account, 'user.inactivate', [user], { on: dayIn(2) })
  await Promise.all([1, 2, 3].map(() => ground.actions.work(inDays(3))))
  const started = (await runsOf(account)).filter(run => run.id !== planned.id)
  assert.equal(started.length, 1)
  assert.deepEqual(await ground.actions.outcomes(account, started[0]!.id), { [user.id]: 'done' })
})

test('a day without a midnight, as clocks are put forward then, begins an hour later on the clock and not a moment before', async () => {
  const account = await anAccount(ground.db)
  await inAccount(ground.db, account.id, tx =>
    tx.updateTable('account').set({ time_zone: 'Asia/Beirut' }).where('id', '=', account.id).execute(),
  )
  const user = await aUser(ground.db, account)
  await ground.actions.done(account, 'user.inactivate', [user], { on: '2037-03-29' })
  await ground.actions.work(new Date('2037-03-28T21:59:59Z'))
  assert.deepEqual(await statusesOf(account, [user]), ['active'])
  await ground.actions.work(new Date('2037-03-28T22:00:00Z'))
  assert.deepEqual(await statusesOf(account, [user]), ['inactive'])
})

test('planned twice, the later word counts: one plan, for the other day', async () => {
  const account = await anAccount(ground.db)
  const user = await aUser(ground.db, account)
  await ground.actions.done(account, 'user.inactivate', [user], { on: dayIn(2) })
  await ground.actions.done(account, 'user.inactivate', [user], { on: dayIn(9) })
  await ground.actions.work(inDays(3))
  assert.deepEqual(await statusesOf(account, [user]), ['active'])
  await ground.actions.work(inDays(10))
  assert.deepEqual(await statusesOf(account, [user]), ['inactive'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { silentLog } from '../lib/log.ts'
import { runSweeps } from './loop.ts'
import type { Sweep } from './sweep.ts'
import { aGround, type Ground } from './testing.ts'

const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await delay(10)
}

const worker = (ground: Ground, sweeps: Sweep[], accountsAtOnce = 4) =>
  runSweeps(sweeps, ground.database.db, { url: ground.url, log: silentLog, accountsAtOnce })

test('what is due when the worker starts and what comes later is done, once each, by three workers', async t => {
  const ground = await aGround(t)
  const done: number[] = []
  const sweep = ground.sweep({ onErrand: (_, id) => void done.push(id) })
  const accounts = [ground.account(), ground.account(), ground.account()]
  for (const account of accounts) await ground.add(account, 50)

  const workers = [worker(ground, [sweep]), worker(ground, [sweep]), worker(ground, [sweep])]
  for (const account of accounts) await ground.add(account, 50)
  await until(async () => (await ground.left()) === 0)
  await Promise.all(workers.map(({ stop }) => stop()))

  assert.equal(done.length, 300)
  assert.equal(new Set(done).size, 300)
})

test('an account with much to do does not keep a small one waiting', async t => {
  const ground = await aGround(t)
  const order: string[] = []
  const sweep = ground.sweep({ onErrand: account => void order.push(account) })
  const [large, small] = [ground.account(), ground.account()]
  await ground.add(large, 100)
  await ground.add(small, 1)

  const running = worker(ground, [sweep], 1)
  await until(async () => (await ground.left()) === 0)
  await running.stop()

  assert.equal(order.indexOf(small), 10)
})

test('a sweep that takes long delays neither another sweep nor another account', async t => {
  const ground = await aGround(t)
  const [slow, quick] = [ground.account(), ground.account()]
  const quickIsDone = Promise.withResolvers<void>()
  const otherSweepIsDone = Promise.withResolvers<void>()
  const errands = ground.sweep({
    onErrand: account =>
      account === slow
        ? Promise.all([quickIsDone.promise, otherSweepIsDone.promise]).then(() => {})
        : quickIsDone.resolve(),
  })
  const other: Sweep = {
    name: 'other',
    dueAccounts: async () => [slow],
    sweep: async () => {
      otherSweepIsDone.resolve()
      return false
    },
  }
  await ground.add(slow, 1)
  await ground.add(quick, 1)

  const running = worker(ground, [errands, other])
  await until(async () => (await ground.left()) === 0)
  await running.stop()
})

test('an account that fails is tried again later, and the others go on meanwhile', async t => {
  const ground = await aGround(t)
  const [unlucky, lucky] = [ground.account(), ground.account()]
  const order: string[] = []
  let failures = 1
  const sweep = ground.sweep({
    onErrand(account) {
      if (account === unlucky && failures-- > 0) throw new Error('the mail server is away')
      order.push(account)
    },
  })
  await ground.add(unlucky, 1)
  await ground.add(lucky, 20)

  const running = worker(ground, [sweep], 1)
  await until(async () => (await ground.left()) === 0)
  await running.stop()

  assert.equal(order.length, 21)
  assert.equal(order.at(-1), unlucky)
})

test('after every connection was cut the work goes on', async t => {
  const ground = await aGround(t)
  let cut = false
  const sweep = ground.sweep({
    async onErrand() {
      if (cut) return
      cut = true
      await ground.cutConnections()
    },
  })
  await ground.add(ground.account(), 30)

  const running = worker(ground, [sweep])
  await until(async () => (await ground.left().catch(() => 1)) === 0)
  await running.stop()
  assert.ok(cut)
})

test('a worker that is stopped finishes what it has in hand and takes nothing new', async t => {
  const ground = await aGround(t)
  const inHand = Promise.withResolvers<void>()
  const mayGoOn = Promise.withResolvers<void>()
  const sweep = ground.sweep({
    onErrand() {
      inHand.resolve()
      return mayGoOn.promise
    },
  })
  await ground.add(ground.account(), 5)

  const running = worker(ground, [sweep])
  await inHand.promise
  const stopped = running.stop()
  mayGoOn.resolve()
  await stopped

  assert.equal(await ground.left(), 4)
})

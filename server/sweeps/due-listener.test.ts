import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog } from '../lib/log.ts'
import { listenForDue, WORKER_CONNECTION_NAME } from './due-listener.ts'
import { aGround } from './testing.ts'

test('a worker hears at once of what is written, also after its connection was cut', async t => {
  const ground = await aGround(t)
  const { pool } = ground.database
  let woken = Promise.withResolvers<void>()
  const nextWake = async () => {
    await woken.promise
    woken = Promise.withResolvers()
  }
  const stop = listenForDue(ground.url, () => woken.resolve(), silentLog)
  await nextWake()

  await pool.query(`select pg_notify('muster_due', '')`)
  await nextWake()

  assert.equal(await ground.cutConnections(WORKER_CONNECTION_NAME), 1)
  await nextWake()
  await pool.query(`select pg_notify('muster_due', '')`)
  await nextWake()
  await stop()
})

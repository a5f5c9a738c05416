import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import pg from 'pg'
import { anAccount } from '../../../test/account.ts'
import { testDatabase } from '../../../test/database.ts'
import { connect } from '../../db/connect.ts'
import { verifyPassword } from '../../features/sign-in/index.ts'
import { ensureDemo } from './demo-account.ts'

const secret = Buffer.alloc(32, 7)

async function aGround(t: TestContext) {
  const { url, close } = await testDatabase()
  const database = connect(url)
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-demo-'))
  t.after(async () => {
    await Promise.all([database.close(), owner.end()])
    await close()
    fs.rmSync(dataDir, { recursive: true })
  })
  const accounts = async () => (await database.pool.query('select id, name from accounts()')).rows
  return { ...database, owner, dataDir, accounts }
}

test('two starts at once make one demo account, and both know its sign-ins', async t => {
  const { db, pool, dataDir, accounts } = await aGround(t)
  const [one, other] = await Promise.all([ensureDemo(db, dataDir, secret), ensureDemo(db, dataDir, secret)])
  assert.equal((await accounts()).length, 1)
  assert.equal(one.length, 4)
  assert.deepEqual(one, other)
  assert.deepEqual(await ensureDemo(db, dataDir, secret), one)
  for (const { userName, password } of one) {
    const { rows } = await pool.query('select password_hash from login where user_name = $1', [userName])
    assert.ok(await verifyPassword(password, rows[0].password_hash))
  }
})

test('a demo cut short leaves nothing, and the next start makes a whole one', async t => {
  const { db, owner, dataDir, accounts } = await aGround(t)
  // Holds the demo up in its middle, so that there is a middle to cut.
  await owner.query('begin; lock table person_state in exclusive mode')
  const cut = ensureDemo(db, dataDir, secret)
  cut.catch(() => {})
  for (let isCut = false; !isCut; ) {
    await owner.query('select pg_stat_clear_snapshot()')
    const { rowCount } = await owner.query(
      `select pg_cancel_backend(pid) from pg_stat_activity
       where datname = current_database() and query like '%person_state%' and wait_event_type = 'Lock'`,
    )
    isCut = rowCount === 1
  }
  await owner.query('rollback')
  await assert.rejects(cut)
  assert.deepEqual(await accounts(), [])
  assert.equal((await ensureDemo(db, dataDir, secret)).length, 4)
  assert.equal((await accounts()).length, 1)
})

test('where there is an account already no demo is made', async t => {
  const { db, dataDir, accounts } = await aGround(t)
  await anAccount(db)
  assert.deepEqual(await ensureDemo(db, dataDir, secret), [])
  assert.equal((await accounts()).length, 1)
})

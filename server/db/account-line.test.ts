import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { anAccount } from '../../test/account.ts'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { onAccountLine } from './account-line.ts'
import { connect, type Database } from './connect.ts'

let place: TestDatabase
let database: Database

before(async () => {
  place = await testDatabase()
  database = connect(place.url, 1)
})
after(async () => {
  await database.close()
  await place.close()
})

test('a connection is inside the account while work lasts, and afterwards as it was', async () => {
  const account = await anAccount(database.db)
  const settings = sql<{ account: string; plans: string; scans: string }>`
    select coalesce(current_setting('muster.account_id', true), '') as account,
      current_setting('plan_cache_mode') as plans, current_setting('enable_seqscan') as scans`
  const inside = await onAccountLine(database, account.id, line => line.run('settings', settings))
  assert.deepEqual(inside, [{ account: account.id, plans: 'force_generic_plan', scans: 'off' }])
  const { rows } = await settings.execute(database.db)
  assert.deepEqual(rows, [{ account: '', plans: 'auto', scans: 'on' }])
})

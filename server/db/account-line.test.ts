import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount } from '../../test/account.ts'
import { aDatabase } from '../../test/place.ts'
import { onAccountLine } from './account-line.ts'

const database = await aDatabase(1)

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

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount } from '../../../test/account.ts'
import { aDatabase, theOwnerOf } from '../../../test/place.ts'

test('looking for due invitations reads none of the many that are not due', async () => {
  const database = await aDatabase()
  const account = await anAccount(database.db)
  const owner = await theOwnerOf(database)
  await owner.query('set session_replication_role = replica')
  await owner.query(
    `insert into invitation (account_id, id, person_id, generation, state, secret_sha256, invited_by, sent_at, expires_at, next_follow_up_at)
     select $1, gen_random_uuid(), gen_random_uuid(), 1, 'sent', sha256(n::text::bytea), $2, now(), now() + interval '9 days', now() + interval '3 days'
     from generate_series(1, 20000) n`,
    [account.id, account.admin.id],
  )
  await owner.query('analyze invitation')
  // As it is planned from the sixth call on: for whichever moment.
  await owner.query('set plan_cache_mode = force_generic_plan')
  await owner.query('begin')
  const due = await owner.query('select from accounts_with_due_invitations(now())')
  const { rows } = await owner.query(
    `select seq_tup_read::int as read from pg_stat_xact_user_tables where relname = 'invitation'`,
  )
  assert.equal(due.rowCount, 0)
  assert.deepEqual(rows, [{ read: 0 }])
})

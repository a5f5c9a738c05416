import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount } from '../../test/account.ts'
import { aDatabase, theOwnerOf } from '../../test/place.ts'
import { inAccount } from './connect.ts'

const database = await aDatabase()
const owner = await theOwnerOf(database)
/** What of PostgreSQL's catalogue the wall consists of, for every table and view that has an account. */
const { rows: walled } = await owner.query<{
  name: string
  kind: string
  isForced: boolean
  policies: string[]
  owner: string
}>(`
  select c.relname as name, c.relkind as kind, c.relrowsecurity and c.relforcerowsecurity as "isForced",
         array(select polname::text from pg_policy where polrelid = c.oid order by 1) as policies, c.relowner::regrole::text as owner
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped)
  order by 1`)

test('every table with an account is behind the wall, for its owner too', () => {
  const tables = walled.filter(({ kind }) => kind !== 'v')
  assert.ok(tables.length >= 13, `${tables.length} tables`)
  assert.deepEqual(
    tables.filter(one => !one.isForced || one.policies.join() !== 'across_accounts,own_account'),
    [],
  )
})

test('the program has no way past it', async () => {
  const { rows } = await owner.query(
    `select rolname from pg_roles where rolname = 'muster_app' and (rolsuper or rolbypassrls or rolcreaterole)`,
  )
  assert.deepEqual(rows, [])
  const { rows: memberships } = await owner.query(
    `select from pg_auth_members where member = 'muster_app'::regrole`,
  )
  assert.deepEqual(memberships, [])
})

test('inside an account, and outside of any, nothing of another account is seen in any table or view', async () => {
  const [one, other] = [await anAccount(database.db), await anAccount(database.db)]
  for (const { name } of walled) {
    const own = await inAccount(database.db, one.id, tx =>
      sql`select account_id from ${sql.table(name)} where account_id <> ${one.id}`.execute(tx),
    )
    assert.deepEqual(own.rows, [], name)
    const { rows } = await database.pool.query(`select account_id from ${name}`)
    assert.deepEqual(rows, [], `${name}, outside of any account`)
  }
  const { rows } = await owner.query('select distinct account_id from person')
  assert.equal(rows.length, 2, other.name)
})

test('nobody writes into another account', async () => {
  const [one, other] = [await anAccount(database.db), await anAccount(database.db)]
  const into = inAccount(database.db, one.id, tx =>
    tx
      .insertInto('company')
      .values({ account_id: other.id, id: one.ownCompanyId, name: 'Trespass' })
      .execute(),
  )
  await assert.rejects(into, /row-level security/)
  const changed = await inAccount(database.db, one.id, tx =>
    tx.updateTable('person').set({ last_name: 'Changed' }).where('account_id', '=', other.id).execute(),
  )
  assert.equal(changed[0]?.numUpdatedRows, 0n)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { anAccount, aUser } from '../../test/account.ts'
import { aDatabase } from '../../test/place.ts'
import { newId } from '../lib/ids.ts'
import { inAccount } from './connect.ts'

const database = await aDatabase()
const account = await anAccount(database.db)
const other = await anAccount(database.db)

const write = (statement: RawBuilder<unknown>) =>
  inAccount(database.db, account.id, tx => statement.execute(tx))

const item = (personId: string, ref: string) => sql`
  with place as (insert into project (account_id, id, name) values (${account.id}, gen_random_uuid(), ${ref}) returning id)
  insert into open_item (account_id, id, source, ref, tool, role, person_id, project_id, title)
  select ${account.id}, gen_random_uuid(), 'test', ${ref}, 'rfi', 'manager', ${personId}, id, 'Item' from place`

test('an open item waits for somebody of its account, when it is written and when it goes to another', async () => {
  const [user, stranger] = [await aUser(database.db, account), await aUser(database.db, other)]
  await assert.rejects(write(item(newId(), 'nobody')), { code: '23503' })
  await assert.rejects(write(item(stranger.id, 'stranger')), { code: '23503' })
  await write(item(user.id, 'RFI-1'))
  const give = (id: string) => write(sql`update open_item set person_id = ${id} where ref = 'RFI-1'`)
  await assert.rejects(give(stranger.id), { code: '23503' })
  await give(account.admin.id)
})

test('a run item is of a run of its account', async () => {
  const insert = sql`insert into run_item (account_id, run_id, subject_id) values (${account.id}, ${newId()}, ${newId()})`
  await assert.rejects(write(insert), { code: '23503' })
})

test('an event is of an account that there is', async () => {
  const nowhere = newId()
  const insert = sql`insert into audit_event (account_id, id, event) values (${nowhere}, ${newId()}, 'session.started')`
  await assert.rejects(
    inAccount(database.db, nowhere, tx => insert.execute(tx)),
    { code: '23503' },
  )
})

test('ids that the database makes are in the order of time, among those that the program makes', async () => {
  const made: string[] = []
  for (let turn = 0; turn < 3; turn++) {
    made.push(newId())
    const { rows } = await sql<{ id: string }>`
      select time_ordered_id()::text as id from (select pg_sleep(0.002)) a, generate_series(1, 3)`.execute(
      database.db,
    )
    made.push(...rows.map(row => row.id))
    await sql`select pg_sleep(0.002)`.execute(database.db)
  }
  assert.equal(new Set(made).size, made.length)
  assert.ok(made.every(id => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab]/.test(id)))
  assert.deepEqual(
    made.map(id => id.slice(0, 13)).toSorted(),
    made.map(id => id.slice(0, 13)),
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { aDatabase } from '../../test/place.ts'
import { keepPlan } from './kept-plans.ts'

const database = await aDatabase(1)

const prepared = async () => {
  const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
    database.db,
  )
  return rows.map(row => row.statement.split(' /*')[0])
}

test('a statement that asks for it is prepared once per connection, and answers each time by its own values', async () => {
  const plus = async (a: number, b: number) =>
    (await sql<{ sum: number }>`select ${a}::int + ${b}::int as sum ${keepPlan}`.execute(database.db)).rows
  assert.deepEqual(await plus(1, 2), [{ sum: 3 }])
  assert.deepEqual(await plus(40, 2), [{ sum: 42 }])
  await sql`select ${7}::int`.execute(database.db)
  assert.deepEqual(await prepared(), ['select $1::int + $2::int as sum'])
})

test('one built by columns keeps its plan as well', async () => {
  const accounts = database.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'nobody')
    .modifyEnd(keepPlan)
  assert.deepEqual(await accounts.execute(), [])
  assert.ok((await prepared()).includes('select "id" from "account" where "name" = $1'))
})

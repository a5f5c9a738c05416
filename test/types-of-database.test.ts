import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from './database.ts'
import { databaseTypes, writtenTypes } from './database-types.ts'

test('the types of the tables are those of the migrated database (else: npm run types)', async t => {
  const database = await testDatabase()
  t.after(database.close)
  assert.equal(writtenTypes(), await databaseTypes(database.url))
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { anAccount, appFor, aUser } from '../../../test/account.ts'
import { asker } from '../../../test/ask.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { connect, type Database } from '../../db/connect.ts'

let testDb: TestDatabase
let database: Database
let app: FastifyInstance
let ask: ReturnType<typeof asker>

before(async () => {
  testDb = await testDatabase()
  database = connect(testDb.url)
  app = await appFor(database)
  ask = asker(database.db, app)
})
after(async () => {
  await app.close()
  await database.close()
  await testDb.close()
})

test('a company Admin whom somebody may not invite stays as they were', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, { templateId: account.templates.admin })
  const refused = await ask(account, 'POST', `/people/${id}/invitation`, { as: account.standard })
  assert.deepEqual([refused.status, refused.body.faults[0].reason], [409, 'is-company-admin'])
  const { body } = await ask(account, 'GET', `/people/${id}`)
  assert.deepEqual([body.invitation.state, body.invitation.reason], ['not_invited', null])
})

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { anAccount, appFor, aUser, signedIn } from '../../../test/account.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { runActions } from '../../../test/run-actions.ts'
import { connect, type Database } from '../../db/connect.ts'

let place: TestDatabase
let database: Database
let app: FastifyInstance

before(async () => {
  place = await testDatabase()
  database = connect(place.url)
  app = await appFor(database)
})
after(async () => {
  await app.close()
  await database.close()
  await place.close()
})

test('a person’s history tells who did what to them, to who may see their detail and not the log', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account)
  const actions = runActions(database)
  await actions.done(account, 'user.inactivate', [user])
  await actions.done(account, 'user.reactivate', [user])
  const ask = async (who: Parameters<typeof signedIn>[2], url: string) =>
    app.inject({ url: `/api/v1${url}`, headers: await signedIn(database.db, account, who) })
  const { items } = (await ask(account.standard, `/people/${user.id}/history`)).json()
  assert.deepEqual(
    items.map((one: { event: string; actor: { id: string } }) => [one.event, one.actor.id]),
    [
      ['person.reactivated', account.admin.id],
      ['person.inactivated', account.admin.id],
    ],
  )
  assert.equal((await ask(account.standard, '/audit-events')).statusCode, 403)
  assert.equal((await ask(account.reader, `/people/${user.id}/history`)).statusCode, 403)
})

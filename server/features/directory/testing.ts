import { after, before } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { anAccount, appFor, aUser, type TestAccount } from '../../../test/account.ts'
import { asker } from '../../../test/ask.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { runActions } from '../../../test/run-actions.ts'
import { connect, type Database } from '../../db/connect.ts'

/** The directory over HTTP, with a database of its own; for the tests of one file. */
export function theDirectory() {
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

  type Ask = ReturnType<typeof asker>
  const ask: Ask = (...given) => asker(database.db, app)(...given)
  const added = async (account: TestAccount, url: string, payload: object) => {
    const { status, body } = await ask(account, 'POST', url, { payload })
    if (status !== 201) throw new Error(`${url} was answered with ${status} ${JSON.stringify(body)}`)
    return body as { id: string; version: string }
  }
  return {
    ask,
    added,
    db: () => database.db,
    /** Lets a worker carry out what was pressed. */
    carryOut: () => runActions(database).work(),
    anAccount: () => anAccount(database.db),
    aUser: (account: TestAccount, more?: Parameters<typeof aUser>[2]) => aUser(database.db, account, more),
    aCompany: (account: TestAccount, name: string, more = {}) =>
      added(account, '/companies', { name, ...more }),
    aProject: (account: TestAccount, name: string) => added(account, '/projects', { name }),
    aContact: (account: TestAccount, projectId: string, lastName: string, more = {}) =>
      added(account, `/projects/${projectId}/contacts`, { lastName, ...more }),
    put: (account: TestAccount, projectId: string, personId: string, templateId: string | null = null) =>
      ask(account, 'PUT', `/projects/${projectId}/people/${personId}`, { payload: { templateId } }),
  }
}

export const namesOf = (answer: { body: { items: { name: string }[] } }) =>
  answer.body.items.map(item => item.name)
export const faultsIn = (answer: { body: { faults?: { path: string[]; reason: string }[] } }) =>
  (answer.body.faults ?? []).map(({ path, reason }) => [path.join('.'), reason])

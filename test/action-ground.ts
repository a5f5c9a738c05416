import { after, before } from 'node:test'
import { connect, type Database } from '../server/db/connect.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { runActions } from './run-actions.ts'

/** A database of the test file's own, and what presses bulk actions on it; there once the tests run. */
export function actionGround() {
  const ground = {} as { db: Database['db']; actions: ReturnType<typeof runActions> }
  let place: TestDatabase
  let database: Database

  before(async () => {
    place = await testDatabase()
    database = connect(place.url, 12)
    Object.assign(ground, { db: database.db, actions: runActions(database) })
  })
  after(async () => {
    await database.close()
    await place.close()
  })
  return ground
}

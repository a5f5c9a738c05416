import { aDatabase } from './place.ts'
import { runActions } from './run-actions.ts'

/** A database of the test file's own, and what presses bulk actions on it. */
export async function actionGround() {
  const database = await aDatabase(12)
  return { db: database.db, actions: runActions(database) }
}

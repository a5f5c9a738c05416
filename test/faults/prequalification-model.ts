import { connect } from '../../server/db/connect.ts'
import { appFor } from '../account.ts'
import { testDatabase } from '../database.ts'
import { holdToModel } from '../prequalification-model.ts'
import type { FaultOutcome } from './fault.ts'

/** Random sequences of inviting, answering, submitting, deciding, publishing, leaving, calling back. @param amount of them */
export async function prequalificationModel(amount: number): Promise<FaultOutcome> {
  const place = await testDatabase()
  const database = connect(place.url)
  const app = await appFor(database)
  try {
    const differs = await holdToModel({ database, app }, amount).then(
      () => [],
      (error: Error) => [error.message],
    )
    return { seen: [`${amount} sequences compared with the model`], broken: differs }
  } finally {
    await app.close()
    await database.close()
    await place.close()
  }
}

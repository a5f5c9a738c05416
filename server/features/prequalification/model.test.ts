import { test } from 'node:test'
import { appFor } from '../../../test/account.ts'
import { testDatabase } from '../../../test/database.ts'
import { holdToModel } from '../../../test/prequalification-model.ts'
import { connect } from '../../db/connect.ts'

/** Hundreds of them: `npm run faults -- prequalification-model`. */
const SEQUENCES = 6

test('no sequence loses an answer, resets a status twice, or lets a stranger in', async t => {
  const place = await testDatabase()
  const database = connect(place.url)
  const app = await appFor(database)
  t.after(async () => {
    await app.close()
    await database.close()
    await place.close()
  })
  await holdToModel({ database, app }, SEQUENCES)
})

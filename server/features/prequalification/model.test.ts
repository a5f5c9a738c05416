import { test } from 'node:test'
import { aPlace } from '../../../test/place.ts'
import { holdToModel } from '../../../test/prequalification-model.ts'

/** Hundreds of them: `npm run faults -- prequalification-model`. */
const SEQUENCES = 6

test('no sequence loses an answer, resets a status twice, or lets a stranger in', async () => {
  await holdToModel(await aPlace(), SEQUENCES)
})

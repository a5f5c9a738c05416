import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { anAccount, appFor } from '../../../test/account.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { compareAnswers, questions } from '../../../test/enumeration/compare-answers.ts'
import { rankTest } from '../../../test/enumeration/rank-test.ts'
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

/** A sign-in works out a password's hash; 2,000 of each are asked by `npm run faults -- enumeration`. */
const trials: Record<string, number> = { 'sign-in': 60, forgotten: 400 }
const leastP = 0.01
/** Equal times fall below that p once in a hundred; all of these samples do so once in a million. */
const mostSamples = 3

for (const [name, question] of Object.entries(questions)) {
  test(`${name}: neither the answer nor its headers nor its time tell a known user name from an unknown one`, async () => {
    const { admin, standard, reader } = await anAccount(database.db)
    const known = [admin.userName!, standard.userName!, reader.userName!]
    const unknown = known.map(userName => userName.replace(/^./, 'x'))
    const ps: number[] = []
    while (ps.length < mostSamples && !ps.some(p => p > leastP)) {
      const { differences, p } = await compareAnswers(app, question, { known, unknown }, trials[name]!)
      assert.deepEqual(differences, [])
      ps.push(p)
    }
    assert.ok(
      ps.some(p => p > leastP),
      `p ${ps}`,
    )
  })

  test(`${name}: who is slowed down is told the same, known or unknown`, async () => {
    const { admin } = await anAccount(database.db)
    const refusals = []
    for (const userName of [admin.userName!, `nobody-${admin.userName}`]) {
      const ask = () =>
        app.inject({
          method: 'POST',
          url: question.url,
          payload: question.payload(userName),
          remoteAddress: `198.51.100.${refusals.length + 1}`,
        })
      for (let i = 0; i < 5; i++) assert.ok((await ask()).statusCode < 429)
      const { statusCode, body, headers } = await ask()
      refusals.push({ statusCode, body, wait: headers['retry-after'] })
    }
    assert.equal(refusals[0]!.statusCode, 429)
    assert.deepEqual(refusals[0], refusals[1])
  })
}

test('a difference of a tenth would be seen', () => {
  const noise = () => 10 + 3 * Math.sin(12.9898 * ++step)
  let step = 0
  const one = Array.from({ length: 400 }, noise)
  const other = Array.from({ length: 400 }, () => noise() * 1.1)
  assert.ok(rankTest(one, other) < 0.001)
  assert.ok(rankTest(one, one) > 0.99)
  // By hand: U is 4.5 of 25, with three ties.
  assert.ok(Math.abs(rankTest([1, 2, 3, 4, 5], [3, 4, 5, 6, 7]) - 0.1138) < 0.001)
})

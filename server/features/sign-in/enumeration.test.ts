import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount } from '../../../test/account.ts'
import { compareAnswers, questions } from '../../../test/enumeration/compare-answers.ts'
import { namesFor } from '../../../test/enumeration/names.ts'
import { rankTest } from '../../../test/enumeration/rank-test.ts'
import { aPlace } from '../../../test/place.ts'

const { database, app } = await aPlace()

/** Of each. Times are compared over 2,000 trials by `npm run faults -- enumeration`, where nothing else is measured. */
const trials = 20

for (const [name, question] of Object.entries(questions)) {
  test(`${name}: neither the answer nor its headers tell what is known from what is not`, async () => {
    const names = await namesFor(database.db, question, 1)
    const { differences } = await compareAnswers(app, question, names, trials)
    assert.deepEqual(differences, [])
  })

  if (question.asksAbout !== 'userNames') continue
  test(`${name}: who is slowed down is told the same, known or unknown`, async () => {
    const { admin } = await anAccount(database.db)
    const refusals = []
    for (const userName of [admin.userName!, `nobody-${admin.userName}`]) {
      const ask = () =>
        app.inject({
          method: 'POST',
          url: question.url(userName),
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

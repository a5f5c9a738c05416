import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, signedIn } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'

const { database, app } = await aPlace()

async function anAdmin() {
  const account = await anAccount(database.db)
  const headers = {
    ...(await signedIn(database.db, account, account.admin)),
    'sec-fetch-site': 'same-origin',
  }
  const change = (payload: object) =>
    app.inject({ method: 'PATCH', url: '/api/v1/settings', headers, payload })
  const events = async () =>
    (await app.inject({ url: '/api/v1/audit-events?event=settings.changed', headers })).json().items
  return { account, headers, change, events }
}

test('an account begins with a hold of 30 seconds, reminders on days 3, 7 and 14, and unconfirmed messages held', async () => {
  const { headers } = await anAdmin()
  const answer = await app.inject({ url: '/api/v1/settings', headers })
  const { followUpDays, invitationLifeDays, bulkHoldSeconds, unconfirmedPolicy } = answer.json()
  assert.deepEqual(
    [followUpDays, invitationLifeDays, bulkHoldSeconds, unconfirmedPolicy],
    [[3, 7, 14], 14, 30, 'hold'],
  )
})

test('what is changed is put on the record from and to; what is not named stays; the same again is no change', async () => {
  const { change, events } = await anAdmin()
  const edit = { followUpDays: [10, 2, 2], unconfirmedPolicy: 'retry' }
  const answer = await change(edit)
  assert.equal(answer.statusCode, 200)
  assert.deepEqual(answer.json().followUpDays, [2, 10])
  assert.equal(answer.json().bulkHoldSeconds, 30)
  await change(edit)
  const [event, ...more] = await events()
  assert.deepEqual(more, [])
  assert.deepEqual(event.detail.changes, [
    { field: 'followUpDays', from: '3, 7, 14', to: '2, 10' },
    { field: 'unconfirmedPolicy', from: 'hold', to: 'retry' },
  ])
})

test('all faults of a change are told at once, and nothing of it is done', async () => {
  const { change, events } = await anAdmin()
  const shape = await change({
    followUpDays: [0, 400],
    bulkHoldSeconds: 100_000,
    unconfirmedPolicy: 'forget',
    colour: 'red',
  })
  assert.equal(shape.statusCode, 422)
  assert.deepEqual(
    shape
      .json()
      .faults.map((fault: { path: string[] }) => fault.path[0])
      .sort(),
    ['bulkHoldSeconds', 'colour', 'followUpDays', 'followUpDays', 'unconfirmedPolicy'],
  )
  const meaning = await change({
    country: 'XX',
    timeZone: 'Mars/Olympus',
    name: 'New name',
    bulkHoldSeconds: -1,
  })
  assert.deepEqual(
    meaning.json().faults.map((fault: { path: string[] }) => fault.path[0]),
    ['country', 'timeZone', 'bulkHoldSeconds'],
  )
  assert.deepEqual(await events(), [])
})

test('only company Admins see or change them, each those of their own account', async () => {
  const { account, change } = await anAdmin()
  const other = await anAdmin()
  await change({ name: 'Changed Builders' })
  assert.equal(
    (await app.inject({ url: '/api/v1/settings', headers: other.headers })).json().name,
    'Northwind Builders',
  )
  for (const user of [account.standard, account.reader]) {
    const headers = { ...(await signedIn(database.db, account, user)), 'sec-fetch-site': 'same-origin' }
    for (const method of ['GET', 'PATCH'] as const) {
      const answer = await app.inject({
        method,
        url: '/api/v1/settings',
        headers,
        ...(method === 'PATCH' && { payload: {} }),
      })
      assert.equal(answer.statusCode, 403)
    }
  }
})

test('an account tightens the verification method to e-mail only, on the record; the installation’s own it cannot change', async () => {
  const { change, events } = await anAdmin()
  const answer = await change({ confirmOnlyByEmail: true })
  assert.deepEqual(
    [answer.json().confirmOnlyByEmail, answer.json().installationMethod],
    [true, 'email-or-sms'],
  )
  assert.deepEqual((await events())[0].detail.changes, [
    { field: 'confirmOnlyByEmail', from: 'false', to: 'true' },
  ])
  assert.equal((await change({ installationMethod: 'both' })).statusCode, 422)
})

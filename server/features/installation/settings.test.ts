import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, signedIn, testPassword } from '../../../test/account.ts'
import { doEverythingDue, linkIn } from '../../../test/mail.ts'
import { aPlaceWithMail, theOwnerOf } from '../../../test/place.ts'
import { panelAsker } from './testing.ts'

const { database, app, sink, ask } = await aPlaceWithMail()
const owner = await theOwnerOf(database)
const panel = await panelAsker(database.db, app)

const soon = () => new Date(Date.now() + 1000)

test('a longer shortest password and refused words count at once, wherever a password is chosen', async () => {
  const account = await anAccount(database.db)
  const email = `join-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  await ask(account, 'POST', `/people/${id}/invitation`)
  await doEverythingDue(database, sink.url, soon())
  const { secret } = linkIn((await sink.mailTo(email))[0]!)
  assert.equal(
    (await panel.ask('PATCH', '/settings', { shortestPassword: 40, refusedPasswordWords: ['crane hook'] }))
      .status,
    200,
  )
  const short = 'tram tram cloud kettle'
  const own = 'crane-hook crane-hook crane-hook crane-hook'
  const reasons = async (answer: Promise<{ json(): { faults: { reason: string }[] } }>) =>
    (await answer).json().faults.map(({ reason }) => reason)
  const join = (password: string) =>
    app.inject({ method: 'POST', url: `/api/v1/join/${secret}`, payload: { password } })
  const headers = {
    ...(await signedIn(database.db, account, account.admin)),
    'sec-fetch-site': 'same-origin',
  }
  const change = (password: string) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/password',
      headers,
      payload: { currentPassword: testPassword, password },
    })
  const panelChange = await panel.ask('POST', '/password', { currentPassword: testPassword, password: short })
  assert.deepEqual(panelChange.body.faults, [
    { path: ['password'], reason: 'too-short', detail: { least: 40 } },
  ])
  for (const choose of [join, change]) {
    assert.deepEqual(await reasons(choose(short)), ['too-short'])
    assert.deepEqual(await reasons(choose(own)), ['made-of-refused-words'])
  }
  await panel.ask('PATCH', '/settings', { shortestPassword: 15, refusedPasswordWords: [] })
  assert.equal((await join(short)).statusCode, 204)
})

test('a shorter rest and a shorter life end the sessions that there are, in accounts and in the panel', async () => {
  const account = await anAccount(database.db)
  const headers = await signedIn(database.db, account, account.admin)
  const inAccount = async () => (await app.inject({ url: '/api/v1/session', headers })).statusCode
  const inPanel = async () => (await panel.ask('GET', '/session')).status
  const seen = (ago: string) =>
    owner.query(`update session set seen_at = now() - interval '${ago}', created_at = now() - interval '${ago}';
                 update super_admin_session set seen_at = now() - interval '${ago}', created_at = now() - interval '${ago}'`)
  await seen('30 minutes')
  assert.deepEqual([await inAccount(), await inPanel()], [200, 200])
  await panel.ask('PATCH', '/settings', { idleSessionMinutes: 20 })
  await seen('30 minutes')
  assert.deepEqual([await inAccount(), await inPanel()], [401, 401])
  await owner.query('update installation_setting set idle_session_minutes = 720, longest_session_hours = 2')
  await seen('90 minutes')
  assert.deepEqual([await inAccount(), await inPanel()], [200, 200])
  await panel.ask('PATCH', '/settings', { longestSessionHours: 1 })
  assert.deepEqual([await inAccount(), await inPanel()], [401, 401])
  await owner.query('update installation_setting set longest_session_hours = 720')
})

test('settings that nobody could keep are refused with all their faults, and an unknown one too', async () => {
  const { status, body } = await panel.ask('PATCH', '/settings', {
    verificationMethod: 'pigeon',
    shortestPassword: 14,
    refusedPasswordWords: ['abc'],
    idleSessionMinutes: 1,
    longestSessionHours: 9000,
    dkimSelector: 'Two Words',
    colour: 'red',
  })
  assert.equal(status, 422)
  assert.equal(body.faults.length, 7)
})

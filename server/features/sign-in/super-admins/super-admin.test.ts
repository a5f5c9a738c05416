import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, signedIn, signIn, testPassword } from '../../../../test/account.ts'
import { aPlace } from '../../../../test/place.ts'
import { alsoSuperAdmin, aSuperAdmin } from '../../../../test/super-admin.ts'
import { asOperator } from '../../../db/connect.ts'
import { pauseAllSending, resumeAllSending } from '../../settings/index.ts'
import { removeSuperAdmin } from './super-admin.ts'

const { database, app } = await aPlace()

const sameOrigin = { 'sec-fetch-site': 'same-origin' }
const ask = async (url: string, headers: { cookie: string }) => {
  const answer = await app.inject({ url: `/api/v1${url}`, headers })
  return { status: answer.statusCode, body: answer.json() }
}

test('whoever sets up an empty Muster is its super admin, and a user who may open the panel', async () => {
  const payload = {
    accountName: 'Star Framing',
    country: 'US',
    language: 'en',
    timeZone: 'UTC',
    firstName: 'Ana',
    lastName: 'Kovač',
    email: 'ana@star.example.com',
    password: testPassword,
  }
  const answer = await app.inject({ method: 'POST', url: '/api/v1/setup', payload, headers: sameOrigin })
  const cookie = `${answer.cookies[0]!.name}=${answer.cookies[0]!.value}`
  assert.equal((await ask('/session', { cookie })).body.isSuperAdmin, true)
  const panel = await ask('/installation/session', { cookie })
  assert.deepEqual([panel.body.userName, panel.body.isUser], ['ana@star.example.com', true])
  const { items } = (await ask('/installation/super-admins', { cookie })).body
  assert.deepEqual(
    items.map(({ userName, addedBy }: { userName: string; addedBy: null }) => [userName, addedBy]),
    [['ana@star.example.com', null]],
  )
})

test('a super admin without an account signs in to the panel alone, and out of it', async () => {
  const { userName } = await aSuperAdmin(database.db)
  const who = await signIn(app, userName, testPassword)
  assert.equal((await ask('/installation/session', who)).body.isUser, false)
  assert.equal((await ask('/session', who)).body.code, 'user-of-no-account')
  await app.inject({ method: 'DELETE', url: '/api/v1/session', headers: { ...who, ...sameOrigin } })
  assert.equal((await ask('/installation/session', who)).status, 401)
  const wrong = { userName, password: 'not the password at all' }
  const refused = await app.inject({ method: 'POST', url: '/api/v1/session', payload: wrong })
  assert.equal(refused.json().code, 'wrong-user-name-or-password')
})

test('a new password ends every other session of a super admin, and the old one opens nothing', async () => {
  const { userName } = await aSuperAdmin(database.db)
  const here = await signIn(app, userName, testPassword)
  const there = await signIn(app, userName, testPassword)
  const payload = { currentPassword: testPassword, password: 'nine herons on a green tin roof' }
  const url = '/api/v1/installation/password'
  const changed = await app.inject({ method: 'POST', url, payload, headers: { ...here, ...sameOrigin } })
  assert.equal(changed.statusCode, 204)
  assert.equal((await ask('/installation/session', here)).status, 200)
  assert.equal((await ask('/installation/session', there)).status, 401)
  await assert.rejects(signIn(app, userName, testPassword), /401/)
  await signIn(app, userName, payload.password)
})

test('who is a user too works in their account as before, and the role is theirs until it is taken', async () => {
  const account = await anAccount(database.db)
  const { reader } = account
  await alsoSuperAdmin(database.db, reader)
  const who = await signIn(app, reader.userName!, testPassword)
  const before = (await ask('/session', who)).body
  assert.deepEqual([before.isSuperAdmin, before.permissions.includes('settings.change')], [true, false])
  assert.equal((await ask('/installation', who)).status, 200)
  const login = { id: reader.loginId!, userName: reader.userName! }
  await asOperator(database.db, tx => removeSuperAdmin(tx, login, false))
  assert.equal((await ask('/installation', who)).status, 403)
  assert.equal((await ask('/session', who)).body.isSuperAdmin, false)
})

test('that all sending is paused, and why, is told to who may see the settings', async () => {
  const account = await anAccount(database.db)
  const told = async (user: typeof account.admin) =>
    (await ask('/session', await signedIn(database.db, account, user))).body.sendingPaused
  assert.equal(await told(account.admin), null)
  await asOperator(database.db, tx => pauseAllSending(tx, 'The mail server moves'))
  assert.equal(await told(account.admin), 'The mail server moves')
  assert.equal(await told(account.reader), null)
  await asOperator(database.db, resumeAllSending)
})

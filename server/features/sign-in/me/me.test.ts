import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actorFor, anAccount, signedIn, signIn, testPassword } from '../../../../test/account.ts'
import { aPlace } from '../../../../test/place.ts'
import { inAccount } from '../../../db/connect.ts'
import { createApiKey } from '../index.ts'
import { aSecondMembership } from '../testing.ts'

const { database, app } = await aPlace()

const newPassword = 'nine herons on a green tin roof'
const get = (headers: Record<string, string>, url: string) => app.inject({ url, headers })
const sessionsOf = async (headers: Record<string, string>) =>
  (await get(headers, '/api/v1/sessions')).json().items as { id: string; isThis: boolean }[]
const end = (headers: Record<string, string>, id: string) =>
  app.inject({ method: 'DELETE', url: `/api/v1/sessions/${id}`, headers })
const isIn = async (headers: Record<string, string>) =>
  (await get(headers, '/api/v1/session')).statusCode === 200
const change = (headers: Record<string, string>, payload: object) =>
  app.inject({ method: 'POST', url: '/api/v1/password', headers, payload })

test('a person sees where they are signed in, which one this is, and ends another', async () => {
  const account = await anAccount(database.db)
  const here = await signedIn(database.db, account, account.reader)
  const there = await signedIn(database.db, account, account.reader)
  await signedIn(database.db, account, account.admin)
  const sessions = await sessionsOf(here)
  assert.equal(sessions.length, 2)
  const other = sessions.find(({ isThis }) => !isThis)!
  assert.equal((await end(here, other.id)).statusCode, 204)
  assert.equal(await isIn(there), false)
  assert.deepEqual(
    (await sessionsOf(here)).map(({ isThis }) => isThis),
    [true],
  )
  assert.equal((await end(here, other.id)).statusCode, 404)
})

test('the list names the browser that signed in, and nothing where it did not say', async () => {
  const account = await anAccount(database.db)
  const { userName } = account.reader
  const headers = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:143.0) Gecko/20100101 Firefox/143.0' }
  const payload = { userName, password: testPassword }
  const answer = await app.inject({ method: 'POST', url: '/api/v1/session', headers, payload })
  assert.equal(answer.statusCode, 204)
  const here = await signedIn(database.db, account, account.reader)
  const { items } = (await get(here, '/api/v1/sessions')).json()
  assert.deepEqual(items.map(({ browser }: { browser: string | null }) => browser).sort(), [
    'Firefox · Windows',
    null,
  ])
})

test('the session of somebody else is as unknown as one that never was', async () => {
  const account = await anAccount(database.db)
  const admin = await signedIn(database.db, account, account.admin)
  const reader = await signedIn(database.db, account, account.reader)
  const [theirs] = await sessionsOf(reader)
  assert.equal((await end(admin, theirs!.id)).statusCode, 404)
  assert.equal(await isIn(reader), true)
})

test('a new password ends all other sessions of the login in every account, and the old one is dead', async () => {
  const account = await anAccount(database.db)
  const second = await aSecondMembership(database.db, account.admin)
  const here = await signIn(app, account.admin.userName!, testPassword)
  const there = await signedIn(database.db, account, account.admin)
  const elsewhere = await signedIn(database.db, second.account, second.user)
  const answer = await change(here, { currentPassword: testPassword, password: newPassword })
  assert.equal(answer.statusCode, 204)
  assert.deepEqual([await isIn(here), await isIn(there), await isIn(elsewhere)], [true, false, false])
  await assert.rejects(signIn(app, account.admin.userName!, testPassword), /401/)
  assert.ok(await signIn(app, account.admin.userName!, newPassword))
  const events = (await get(here, '/api/v1/audit-events?event=password.changed')).json().items
  assert.equal(events[0].actor.id, account.admin.id)
})

test('without the current password nothing is changed, and guesses are slowed as at the sign-in', async () => {
  const account = await anAccount(database.db)
  const headers = await signedIn(database.db, account, account.reader)
  const wrong = await change(headers, { currentPassword: 'a guess', password: 'qzjw vkbf hgpm' })
  assert.equal(wrong.statusCode, 422)
  assert.deepEqual(
    wrong.json().faults.map((fault: { reason: string }) => fault.reason),
    ['wrong-password', 'too-short'],
  )
  for (let i = 0; i < 4; i++) await change(headers, { currentPassword: 'a guess', password: newPassword })
  const slowed = await change(headers, { currentPassword: testPassword, password: newPassword })
  assert.equal(slowed.statusCode, 429)
})

test('a program with a key changes nothing of how its owner signs in, and sees nothing of it', async () => {
  const account = await anAccount(database.db)
  const admin = await actorFor(database.db, account, account.admin)
  const { key } = await inAccount(database.db, account.id, tx =>
    createApiKey(tx, admin, { name: 'all', scopes: [...admin.permissions], days: 1 }, new Date()),
  )
  const headers = { authorization: `Bearer ${key}` }
  assert.equal((await get(headers, '/api/v1/sessions')).statusCode, 403)
  const answer = await change(headers, { currentPassword: testPassword, password: newPassword })
  assert.equal(answer.statusCode, 403)
})

test('of a password in a request nothing is kept, although it has an Idempotency-Key', async () => {
  const account = await anAccount(database.db)
  const headers = await signedIn(database.db, account, account.reader)
  const input = { currentPassword: testPassword, password: newPassword }
  assert.equal((await change({ ...headers, 'idempotency-key': 'once' }, input)).statusCode, 204)
  const kept = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('idempotent_request').selectAll().execute(),
  )
  assert.deepEqual(kept, [])
})

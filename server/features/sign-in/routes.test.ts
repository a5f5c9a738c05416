import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, appFor, aUser, signedIn, signIn, testPassword } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { endSessionsOf } from './index.ts'
import { signInRoutes } from './routes.ts'

const { database, app } = await aPlace({ features: [signInRoutes] })

const post = (payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: '/api/v1/session', payload, headers })
const whoAmI = (headers: Record<string, string>) => app.inject({ url: '/api/v1/session', headers })

test('who signs in is told who they are, where, and what they may do', async () => {
  const account = await anAccount(database.db, { name: 'Harbour Works' })
  const answer = await whoAmI(await signIn(app, account.reader.userName!, testPassword))
  assert.equal(answer.statusCode, 200)
  assert.deepEqual(answer.json(), {
    person: { id: account.reader.id, name: 'Uma reader', userName: account.reader.userName },
    account: { id: account.id, name: 'Harbour Works', country: 'US' },
    accounts: [{ id: account.id, name: 'Harbour Works' }],
    permissions: ['directory.view'],
    language: 'en',
    hasMailbox: true,
    isSuperAdmin: false,
    sendingPaused: null,
  })
})

test('what is too long for a user name or a password is told at its field', async () => {
  const answer = await post({ userName: 'u'.repeat(255), password: 'p'.repeat(257) })
  assert.equal(answer.statusCode, 422)
  assert.deepEqual(answer.json().faults, [
    { path: ['userName'], reason: 'too-long', detail: { most: 254 } },
    { path: ['password'], reason: 'too-long', detail: { most: 256 } },
  ])
  const flood = await post({ userName: 'ana', password: 'p'.repeat(1024 * 1024) })
  assert.deepEqual([flood.statusCode, flood.json().code], [413, 'request-too-large'])
})

test('the cookie is for this site, for no script, and over https for https alone', async () => {
  const { admin } = await anAccount(database.db)
  const answer = await post({ userName: admin.userName, password: testPassword })
  assert.equal(answer.statusCode, 204)
  const cookies = answer.headers['set-cookie'] as string[]
  for (const [i, value] of ['muster_session=[\\w-]{43}', 'muster_browser=[\\w.-]+'].entries())
    assert.match(cookies[i]!, new RegExp(`^${value}; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax$`))

  const secure = await appFor(database, {
    features: [signInRoutes],
    installation: { publicUrl: 'https://muster.example.com' },
  })
  const safer = await secure.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { userName: admin.userName, password: testPassword },
  })
  const kept = { cookie: `__Host-muster_session=${safer.cookies[0]?.value}` }
  const ask = (headers: Record<string, string>) => secure.inject({ url: '/api/v1/session', headers })
  assert.equal((await ask(kept)).statusCode, 200)
  // Under the plain name somebody below the same domain may have planted it.
  assert.equal((await ask({ cookie: `muster_session=${safer.cookies[0]?.value}` })).statusCode, 401)
  const out = await secure.inject({ method: 'DELETE', url: '/api/v1/session', headers: kept })
  await secure.close()
  for (const [i, name] of ['session', 'browser'].entries())
    assert.match(
      (safer.headers['set-cookie'] as string[])[i]!,
      new RegExp(`^__Host-muster_${name}=[\\w.-]+;.*; Path=/;.*; Secure`),
    )
  assert.match(String(out.headers['set-cookie']), /^__Host-muster_session=;.*; Secure/)
})

test('only the SHA-256 of the token is stored', async () => {
  const account = await anAccount(database.db)
  const { cookie } = await signIn(app, account.admin.userName!, testPassword)
  const token = cookie.split('=')[1]!
  const rows = await inAccount(database.db, account.id, tx => tx.selectFrom('session').selectAll().execute())
  assert.equal(rows.length, 1)
  assert.equal(rows[0]?.token_sha256.length, 32)
  assert.ok(!JSON.stringify(rows).includes(token))
})

test('an unknown user name, a wrong password and an inactive user are answered word for word the same', async () => {
  const account = await anAccount(database.db)
  const gone = await aUser(database.db, account, { hasJoined: true, status: 'inactive' })
  const answers = [
    await post({ userName: 'nobody@example.com', password: testPassword }),
    await post({ userName: account.admin.userName, password: 'not the password at all' }),
    await post({ userName: gone.userName, password: testPassword }),
  ]
  for (const answer of answers) {
    assert.equal(answer.statusCode, 401)
    assert.equal(answer.json().code, 'wrong-user-name-or-password')
    assert.equal(answer.headers['set-cookie'], undefined)
    assert.equal(answer.body, answers[0]?.body)
  }
})

test('the user name may be typed with capitals and blanks around it', async () => {
  const { admin } = await anAccount(database.db)
  const answer = await post({ userName: `  ${admin.userName!.toUpperCase()} `, password: testPassword })
  assert.equal(answer.statusCode, 204)
})

test('after five wrong passwords that address waits, and everybody else does not', async () => {
  const { admin, standard } = await anAccount(database.db)
  const wrong = { userName: admin.userName, password: 'a guess and another one' }
  for (let i = 0; i < 5; i++) assert.equal((await post(wrong)).statusCode, 401)
  const refused = await post({ userName: admin.userName, password: testPassword })
  assert.equal(refused.statusCode, 429)
  assert.equal(refused.json().code, 'too-many-attempts')
  assert.ok(Number(refused.headers['retry-after']) >= 1)
  assert.equal((await post({ userName: standard.userName, password: testPassword })).statusCode, 204)
  const elsewhere = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { userName: admin.userName, password: testPassword },
    remoteAddress: '192.0.2.7',
  })
  assert.equal(elsewhere.statusCode, 204)
})

test('where somebody has signed in before, the wrong tries of others behind the same address do not count', async () => {
  const { admin } = await anAccount(database.db)
  const right = { userName: admin.userName, password: testPassword }
  const [, mark] = (await post(right)).headers['set-cookie'] as string[]
  const cookie = mark!.split(';')[0]!
  assert.match(mark!, /^muster_browser=.*HttpOnly/)
  const wrong = { userName: admin.userName, password: 'a guess and another one' }
  for (let i = 0; i < 6; i++) await post(wrong)
  const tryWith = (headers: object, payload: object) =>
    app.inject({ method: 'POST', url: '/api/v1/session', payload, headers: { ...headers } })
  assert.equal((await post(right)).statusCode, 429)
  assert.equal((await tryWith({ cookie }, right)).statusCode, 204)
  const forged = cookie.replace(/\.[^.]+$/, `.${'x'.repeat(43)}`)
  assert.equal((await tryWith({ cookie: forged }, right)).statusCode, 429)
  for (let i = 0; i < 5; i++) assert.equal((await tryWith({ cookie }, wrong)).statusCode, 401)
  assert.equal((await tryWith({ cookie }, wrong)).statusCode, 429, 'its own tries count')
})

test('signing out ends the session, and again changes nothing', async () => {
  const { admin } = await anAccount(database.db)
  const headers = await signIn(app, admin.userName!, testPassword)
  for (let i = 0; i < 2; i++) {
    const out = await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })
    assert.equal(out.statusCode, 204)
    assert.match(String(out.headers['set-cookie']), /^muster_session=;/)
    const after = await whoAmI(headers)
    assert.equal(after.statusCode, 401)
    assert.equal(after.json().code, 'not-signed-in')
  }
})

test('signing in again ends the session that the browser had', async () => {
  const { admin } = await anAccount(database.db)
  const first = await signIn(app, admin.userName!, testPassword)
  await post({ userName: admin.userName, password: testPassword }, first)
  assert.equal((await whoAmI(first)).statusCode, 401)
})

test('the session of a user who is made inactive is dead at once', async () => {
  const account = await anAccount(database.db)
  const headers = await signedIn(database.db, account, account.reader)
  assert.equal((await whoAmI(headers)).statusCode, 200)
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ status: 'inactive', active_email: null })
      .where('person_id', '=', account.reader.id)
      .execute(),
  )
  assert.equal((await whoAmI(headers)).statusCode, 401)
})

test('ending the sessions of people leaves those of others', async () => {
  const account = await anAccount(database.db)
  const ended = await signedIn(database.db, account, account.reader)
  const other = await signedIn(database.db, account, account.standard)
  await inAccount(database.db, account.id, tx => endSessionsOf(tx, account.id, [account.reader.id]))
  assert.equal((await whoAmI(ended)).statusCode, 401)
  assert.equal((await whoAmI(other)).statusCode, 200)
})

test('a session is over after twelve hours without a request, and after thirty days in any case', async () => {
  const account = await anAccount(database.db)
  const headers = await signedIn(database.db, account, account.admin)
  const age = (values: { seen_at?: Date; created_at?: Date }) =>
    inAccount(database.db, account.id, tx => tx.updateTable('session').set(values).execute())
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)

  await age({ seen_at: hoursAgo(11.9) })
  assert.equal((await whoAmI(headers)).statusCode, 200)
  const [seen] = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('session').selectAll().execute(),
  )
  assert.ok(seen && seen.seen_at > hoursAgo(1), 'a request is noted')

  await age({ seen_at: hoursAgo(12.1) })
  assert.equal((await whoAmI(headers)).statusCode, 401)
  await age({ seen_at: hoursAgo(0), created_at: hoursAgo(30 * 24 + 1) })
  assert.equal((await whoAmI(headers)).statusCode, 401)
})

test('a cookie that is no session of ours is nobody', async () => {
  for (const token of ['x', 'A'.repeat(43), '%00', '']) {
    assert.equal((await whoAmI({ cookie: `muster_session=${token}` })).statusCode, 401)
  }
})

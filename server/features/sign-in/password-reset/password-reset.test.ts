import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  anAccount,
  aUser,
  signedIn,
  signIn,
  testInstallation,
  testPassword,
} from '../../../../test/account.ts'
import { doEverythingDue, linkIn } from '../../../../test/mail.ts'
import { aPlaceWithMail } from '../../../../test/place.ts'
import { inAccount } from '../../../db/connect.ts'
import { secretOf } from '../../invitations/index.ts'
import { aSecondMembership } from '../testing.ts'

const { database, app, sink } = await aPlaceWithMail()

const newPassword = 'nine herons on a green tin roof'
let addresses = 0
/** Each from an address of its own, unless the test names one. */
const forget = (userName: string, remoteAddress = `192.0.2.${++addresses % 250}`) =>
  app.inject({ method: 'POST', url: '/api/v1/forgotten-password', payload: { userName }, remoteAddress })
const deliver = (now = new Date(Date.now() + 1000)) => doEverythingDue(database, sink.url, now)
const look = (secret: string) => app.inject(`/api/v1/password-resets/${secret}`)
const choose = (secret: string, password = newPassword) =>
  app.inject({ method: 'POST', url: `/api/v1/password-resets/${secret}`, payload: { password } })
const isIn = async (headers: Record<string, string>) =>
  (await app.inject({ url: '/api/v1/session', headers })).statusCode === 200

async function linksFor(userName: string): Promise<string[]> {
  return (await sink.mailTo(userName)).map(mail => linkIn(mail).secret)
}
async function aLink(userName: string): Promise<string> {
  assert.equal((await forget(userName)).statusCode, 202)
  await deliver()
  return (await linksFor(userName)).at(-1)!
}

test('who forgot their password gets a link, looks at it any number of times, and chooses a new one once', async () => {
  const account = await anAccount(database.db)
  const { userName } = account.admin
  const secret = await aLink(userName!)
  for (let i = 0; i < 3; i++) {
    assert.deepEqual((await look(secret)).json(), { userName, language: 'en' })
    assert.equal((await look(secret)).headers['set-cookie'], undefined)
  }
  assert.equal((await choose(secret, 'short')).statusCode, 422)
  assert.equal((await choose(secret)).statusCode, 204)
  for (const answer of [await look(secret), await choose(secret)])
    assert.deepEqual([answer.statusCode, answer.json().code], [410, 'link-not-usable'])
  await assert.rejects(signIn(app, userName!, testPassword), /401/)
  assert.ok(await signIn(app, userName!, newPassword))
})

test('a new password ends every session of the login, in every account, and is on the record of each', async () => {
  const account = await anAccount(database.db)
  const second = await aSecondMembership(database.db, account.admin)
  const here = await signedIn(database.db, account, account.admin)
  const elsewhere = await signedIn(database.db, second.account, second.user)
  const reader = await signedIn(database.db, account, account.reader)
  assert.equal((await choose(await aLink(account.admin.userName!))).statusCode, 204)
  assert.deepEqual([await isIn(here), await isIn(elsewhere), await isIn(reader)], [false, false, true])
  for (const { id } of [account, second.account]) {
    const events = await inAccount(database.db, id, tx =>
      tx.selectFrom('audit_event').select('event').where('event', 'like', 'password.%').execute(),
    )
    assert.deepEqual(
      events.map(({ event }) => event),
      id === account.id ? ['password.forgotten', 'password.reset'] : ['password.reset'],
    )
  }
})

test('of several links only the newest works, and it for an hour', async () => {
  const { admin, id } = await anAccount(database.db)
  const older = await aLink(admin.userName!)
  const newest = await aLink(admin.userName!)
  assert.equal((await choose(older)).statusCode, 410)
  assert.equal((await look(newest)).statusCode, 200)
  await inAccount(database.db, id, tx =>
    tx.updateTable('password_reset').set({ expires_at: new Date() }).execute(),
  )
  assert.equal((await choose(newest)).statusCode, 410)
})

test('of two who use a link at once, one succeeds', async () => {
  const { admin } = await anAccount(database.db)
  const secret = await aLink(admin.userName!)
  const answers = await Promise.all([choose(secret), choose(secret)])
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [204, 410])
})

test('the link goes to the user name, never to an address that an account wrote', async () => {
  const account = await anAccount(database.db)
  const { userName, id } = account.reader
  const written = `attacker-${account.id}@example.com`
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('person').set({ email: written }).where('id', '=', id).execute(),
  )
  await aLink(userName!)
  assert.equal((await linksFor(userName!)).length, 1)
  assert.equal((await linksFor(written)).length, 0)
})

test('who is unknown, active nowhere, or has no address to write to gets nothing, and nothing of it is kept', async () => {
  const account = await anAccount(database.db)
  const gone = await aUser(database.db, account, { hasJoined: true, status: 'inactive' })
  const byPhone = await aUser(database.db, account, { hasJoined: true, email: null, phone: '+14155552671' })
  sink.forget()
  for (const userName of ['nobody@example.com', gone.userName!, byPhone.userName!, '\u0130'.repeat(254)])
    assert.equal((await forget(userName)).statusCode, 202)
  await deliver()
  assert.deepEqual(sink.recipients(), [])
  assert.deepEqual(await database.db.selectFrom('forgotten_password').selectAll().execute(), [])
})

test('an owner gets five links an hour at most, however many ask, and the last one works', async () => {
  const { admin } = await anAccount(database.db)
  for (let i = 0; i < 8; i++) {
    await forget(admin.userName!)
    await deliver()
  }
  const links = await linksFor(admin.userName!)
  assert.equal(links.length, 5)
  assert.equal((await choose(links.at(-1)!)).statusCode, 204)
})

test('who asks too often waits, known or unknown; at another address nobody does', async () => {
  const { admin } = await anAccount(database.db)
  for (const userName of [admin.userName!, 'nobody-at-all@example.com']) {
    for (let i = 0; i < 5; i++) assert.equal((await forget(userName, '198.51.100.1')).statusCode, 202)
    const slowed = await forget(userName, '198.51.100.1')
    assert.deepEqual([slowed.statusCode, slowed.json().code], [429, 'too-many-attempts'])
    assert.equal((await forget(userName, '198.51.100.2')).statusCode, 202)
  }
  assert.ok(await signIn(app, admin.userName!, testPassword), 'asking for links does not slow the sign-in')
})

test('a link for joining is none for a new password', async () => {
  const account = await anAccount(database.db)
  await aLink(account.admin.userName!)
  const [reset] = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('password_reset').select('id').execute(),
  )
  assert.equal((await look(secretOf(testInstallation.secret, account.id, reset!.id))).statusCode, 410)
  assert.equal((await look('A'.repeat(43))).statusCode, 410)
})

test('the secret is stored nowhere, and a message for a new password is no part of an invitation’s story', async () => {
  const account = await anAccount(database.db)
  const secret = await aLink(account.reader.userName!)
  const stored = await inAccount(database.db, account.id, async tx => [
    await tx.selectFrom('password_reset').selectAll().execute(),
    await tx.selectFrom('message').selectAll().execute(),
    await tx.selectFrom('audit_event').selectAll().execute(),
  ])
  assert.ok(!JSON.stringify(stored).includes(secret))
  const headers = await signedIn(database.db, account, account.admin)
  const story = await app.inject({ url: `/api/v1/people/${account.reader.id}/timeline`, headers })
  assert.deepEqual(story.json().items, [])
})

test('who is inactivated before the message leaves gets none', async () => {
  const account = await anAccount(database.db)
  const { userName, id } = account.reader
  await forget(userName!)
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ status: 'inactive', active_email: null })
      .where('person_id', '=', id)
      .execute(),
  )
  await deliver()
  assert.deepEqual(await linksFor(userName!), [])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount, testInstallation, testPassword } from '../../../test/account.ts'
import { asker } from '../../../test/ask.ts'
import { doEverythingDue, linkIn } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { temporaryPasswordOf, temporarySha256 } from './temporary-password.ts'

const { database, app, sink } = await aPlaceWithMail()

const own = 'violet harbour engine 88'
const days = (count: number) => new Date(Date.now() + count * 24 * 60 * 60 * 1000 + 60_000)
const dueNow = (now = new Date(Date.now() + 1000)) => doEverythingDue(database, sink.url, now)
const ask = (account: TestAccount, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) =>
  asker(database.db, app)(account, method, url, { ...(payload && { payload }) })
const anonymously = async (url: string, payload: object) => {
  const answer = await app.inject({ method: 'POST', url: `/api/v1${url}`, payload })
  return {
    status: answer.statusCode,
    code: answer.body ? answer.json().code : null,
    cookies: answer.cookies,
    body: answer.body ? answer.json() : null,
  }
}
const signIn = (userName: string, password: string) => anonymously('/session', { userName, password })
const choose = (userName: string, temporaryPassword: string, password = own) =>
  anonymously('/session/own-password', { userName, temporaryPassword, password })

const written = /\b(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}\b/

async function anAccountWithPasswords() {
  const account = await anAccount(database.db)
  await ask(account, 'PATCH', '/settings', { invitationCarries: 'temporary-password' })
  return account
}
async function anInvited(more = {}) {
  const account = await anAccountWithPasswords()
  const email = `ana-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { firstName: 'Ana', email, ...more })
  await ask(account, 'POST', `/people/${id}/invitation`)
  await dueNow()
  return { account, id, email, temporary: await lastPassword(email) }
}
async function lastPassword(email: string): Promise<string> {
  const { text = '' } = (await sink.mailTo(email)).at(-1)!
  return written.exec(text)![0]
}

test('an invitation carries user name and temporary password, and no link that would join by itself', async () => {
  const { email, temporary } = await anInvited()
  const [mail] = await sink.mailTo(email)
  assert.throws(() => linkIn(mail!), /no link/)
  assert.match(mail!.text!, /\/sign-in/)
  assert.ok(mail!.html!.includes(temporary) && mail!.text!.includes(email))
  assert.ok(!mail!.subject!.includes(temporary))
})

test('it opens nothing but the choice of a password of one’s own; then that one signs in', async () => {
  const { account, id, email, temporary } = await anInvited()
  const first = await signIn(email, temporary)
  assert.deepEqual([first.status, first.code, first.cookies], [403, 'own-password-needed', []])
  const same = await choose(email, temporary, temporary.toLowerCase())
  assert.deepEqual(same.body.faults[0].reason, 'same-as-temporary')
  assert.equal((await choose(email, temporary, 'short')).code, 'faulty-input')
  const typed = ` ${temporary.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `
  const joined = await choose(email.toUpperCase(), typed)
  assert.deepEqual([joined.status, joined.cookies.length], [204, 1])
  assert.equal((await ask(account, 'GET', `/people/${id}`)).body.invitation.state, 'accepted')
  assert.equal((await signIn(email, own)).status, 204)
  assert.equal((await signIn(email, temporary)).code, 'temporary-password-used')
  assert.equal((await choose(email, temporary)).code, 'temporary-password-used')
})

test('a reminder repeats it; a newer invitation replaces it once that was accepted, and says so', async () => {
  const { account, id, email, temporary } = await anInvited()
  await dueNow(days(3))
  assert.equal(await lastPassword(email), temporary)
  await ask(account, 'POST', `/people/${id}/invitation`)
  assert.equal((await signIn(email, temporary)).code, 'own-password-needed')
  await dueNow()
  const newer = await lastPassword(email)
  assert.notEqual(newer, temporary)
  assert.match((await sink.mailTo(email)).at(-1)!.subject!, /^A new invitation from/)
  assert.equal((await signIn(email, temporary)).code, 'temporary-password-replaced')
  assert.equal((await signIn(email, newer)).code, 'own-password-needed')
})

test('one that has expired says how to get a new one, and a new one comes', async () => {
  const { account, email, temporary } = await anInvited()
  await dueNow(days(40))
  assert.equal((await signIn(email, temporary)).code, 'temporary-password-expired')
  sink.forget()
  const asked = await anonymously('/session/new-invitation', { temporaryPassword: temporary })
  const unknown = await anonymously('/session/new-invitation', { temporaryPassword: 'XXXX-XXXX' })
  assert.deepEqual(asked, unknown)
  await dueNow()
  assert.equal((await signIn(email, await lastPassword(email))).code, 'own-password-needed')
  assert.ok(account)
})

test('a login that exists is its owner’s: they get a link, and keep their password', async () => {
  const account = await anAccountWithPasswords()
  const elsewhere = await anAccount(database.db)
  const { userName } = elsewhere.standard
  const { id } = await aUser(database.db, account, { email: userName })
  await ask(account, 'POST', `/people/${id}/invitation`)
  await dueNow()
  const [mail] = await sink.mailTo(userName!)
  assert.doesNotMatch(mail!.text!, written)
  const joined = await app.inject({
    method: 'POST',
    url: `/api/v1/join/${linkIn(mail!).secret}`,
    payload: { password: testPassword },
  })
  assert.equal(joined.statusCode, 204)
})

test('where the login came to be after the invitation, its own password joins and nothing of it changes', async () => {
  const { email, temporary } = await anInvited()
  const other = await anAccount(database.db)
  await aUser(database.db, other, { email, hasJoined: true })
  assert.equal((await signIn(email, temporary)).code, 'own-login-needed')
  assert.equal((await choose(email, temporary, own)).code, 'wrong-user-name-or-password')
  assert.equal((await choose(email, temporary, testPassword)).status, 204)
  assert.equal((await signIn(email, testPassword)).status, 204)
})

test('it opens nothing for another user name, an inactive user, or whose address is another now', async () => {
  const { account, id, email, temporary } = await anInvited()
  const wrong = 'wrong-user-name-or-password'
  assert.equal((await signIn(`x${email}`, temporary)).code, wrong)
  assert.equal((await choose(`x${email}`, temporary)).code, wrong)
  assert.equal((await signIn(email, 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA')).code, wrong)
  await ask(account, 'PATCH', `/people/${id}`, { email: `new-${email}` })
  assert.equal((await signIn(email, temporary)).code, wrong)
  assert.equal((await choose(`new-${email}`, temporary)).status !== 204, true)
})

test('it is stored as SHA-256 and told nowhere', async () => {
  const { account, id, email, temporary } = await anInvited()
  const bare = temporary.replaceAll('-', '')
  const rows = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('invitation').select(['id', 'temporary_sha256']).where('person_id', '=', id).execute(),
  )
  assert.deepEqual(rows[0]!.temporary_sha256, temporarySha256(temporary))
  assert.equal(temporaryPasswordOf(testInstallation.secret, account.id, rows[0]!.id), temporary)
  assert.equal(bare.length, 24)
  for (const url of [`/people/${id}`, `/people/${id}/timeline`, '/audit-events', `/people?q=${email}`]) {
    const said = JSON.stringify((await ask(account, 'GET', url)).body)
    assert.ok(!said.includes(temporary) && !said.includes(bare), url)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Email } from 'postal-mime'
import { anAccount, aUser, type TestAccount, testInstallation, testPassword } from '../../../test/account.ts'
import { doEverythingDue, linkIn } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { messageOfStopToken, stopToken } from './stop-token.ts'

const { database, app, sink, ask } = await aPlaceWithMail()

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000 + 60_000)
const dueIn = (days: number) => doEverythingDue(database, sink.url, inDays(days))

/** Somebody who was reminded once. */
async function aReminded() {
  const account = await anAccount(database.db)
  const email = `ana-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  const invite = () => ask(account, 'POST', `/people/${id}/invitation`)
  await invite()
  await dueIn(0)
  await dueIn(3)
  const mails = await sink.mailTo(email)
  return { account, email, id, invite, welcome: mails[0]!, reminder: mails.at(-1)! }
}

const headerOf = (mail: Email, key: string) => mail.headers.find(header => header.key === key)?.value
const stopPathOf = (mail: Email) => new URL(headerOf(mail, 'list-unsubscribe')!.slice(1, -1)).pathname
/** As a mail program presses it. Source: RFC 8058. */
const oneClick = (path: string) =>
  app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click',
  })
const remindersOf = ({ id }: TestAccount) =>
  inAccount(database.db, id, tx =>
    tx
      .selectFrom('message')
      .select(['state', 'reason'])
      .where('kind', '=', 'follow-up')
      .orderBy('created_at')
      .orderBy('ordinal')
      .execute(),
  )
const timelineOf = async (account: TestAccount, id: string): Promise<string[]> =>
  (await ask(account, 'GET', `/people/${id}/timeline`)).body.items.map(
    (entry: { code: string }) => entry.code,
  )
const subjectsTo = async (email: string) => (await sink.mailTo(email)).map(mail => mail.subject ?? '')

test('a reminder carries one click that stops it, and the welcome message none', async () => {
  const { welcome, reminder } = await aReminded()
  assert.equal(headerOf(welcome, 'list-unsubscribe'), undefined)
  assert.equal(headerOf(reminder, 'list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  const page = stopPathOf(reminder).replace('/api/v1', '')
  assert.ok(reminder.text?.includes(testInstallation.publicUrl + page), reminder.text)
  assert.ok(reminder.html?.includes(page))
})

test('looking stops nothing, one click stops the reminders, and the link still joins', async () => {
  const { account, email, id, reminder } = await aReminded()
  const path = stopPathOf(reminder)
  for (const method of ['GET', 'HEAD', 'GET'] as const)
    assert.equal((await app.inject({ method, url: path })).statusCode, 200)
  const looked = (await app.inject(path)).json()
  assert.deepEqual(looked, { of: 'invitation', accountName: account.name, isStopped: false })

  assert.deepEqual([(await oneClick(path)).statusCode, (await oneClick(path)).statusCode], [204, 204])
  assert.equal((await app.inject(path)).json().isStopped, true)
  await dueIn(7)
  await dueIn(14)
  assert.equal((await subjectsTo(email)).length, 2)
  const [first, ...others] = await remindersOf(account)
  assert.equal(first?.state, 'accepted')
  assert.deepEqual(others, [
    { state: 'cancelled', reason: 'reminders-stopped' },
    { state: 'cancelled', reason: 'reminders-stopped' },
  ])
  const codes = await timelineOf(account, id)
  assert.deepEqual(codes.filter(code => /stopped|not-sent/.test(code)).length, 3)
  const { body } = await ask(account, 'GET', '/audit-events?event=invitation.reminders-stopped')
  assert.equal(body.items.length, 1)

  const joined = await app.inject({
    method: 'POST',
    url: `/api/v1/join/${linkIn(reminder).secret}`,
    headers: { 'sec-fetch-site': 'same-origin' },
    payload: { password: testPassword },
  })
  assert.equal(joined.statusCode, 204)
})

test('a mail program that sends its click as a form of several parts stops them too', async () => {
  const { reminder } = await aReminded()
  const path = stopPathOf(reminder)
  const { statusCode } = await app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'multipart/form-data; boundary=----x' },
    payload:
      '------x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n------x--\r\n',
  })
  assert.equal(statusCode, 204)
  assert.equal((await app.inject(path)).json().isStopped, true)
})

test('who stopped their reminders gets a new invitation, and no reminder of it', async () => {
  const { account, email, invite, reminder } = await aReminded()
  await oneClick(stopPathOf(reminder))
  await invite()
  await dueIn(4)
  await dueIn(30)
  const subjects = await subjectsTo(email)
  assert.equal(subjects.length, 3)
  assert.match(subjects[2]!, /^A new invitation/)
  assert.deepEqual(
    new Set((await remindersOf(account)).slice(1).map(row => row.reason)),
    new Set(['reminders-stopped']),
  )
})

test('a reminder that waits in the queue is stopped with the others', async () => {
  const { account, email, reminder } = await aReminded()
  await inAccount(database.db, account.id, tx =>
    sql`
      insert into message (account_id, id, kind, person_id, invitation_id, ordinal, due_at, to_address, to_name, greeting_name, language, sender_id)
      select account_id, gen_random_uuid(), kind, person_id, invitation_id, 2, now(), to_address, to_name, greeting_name, language, sender_id
      from message where kind = 'follow-up'`.execute(tx),
  )
  await oneClick(stopPathOf(reminder))
  await dueIn(0)
  assert.equal((await subjectsTo(email)).length, 2)
  assert.deepEqual((await remindersOf(account)).at(-1), { state: 'cancelled', reason: 'reminders-stopped' })
})

test('a stop holds for its address: at another one they are reminded, and its link stops nothing there', async () => {
  const { account, id, invite, reminder } = await aReminded()
  await oneClick(stopPathOf(reminder))
  const email = `ana-new-${account.id}@example.com`
  await ask(account, 'PATCH', `/people/${id}`, { payload: { email } })
  assert.equal((await app.inject(stopPathOf(reminder))).json().isStopped, true)
  await oneClick(stopPathOf(reminder))
  await invite()
  await dueIn(0)
  await dueIn(3)
  assert.equal((await subjectsTo(email)).length, 2)
})

test('a token that we did not sign leads nowhere, and one of another account is its own', async () => {
  const { reminder } = await aReminded()
  const path = stopPathOf(reminder)
  assert.equal((await oneClick(`${path.slice(0, -4)}AAAA`)).statusCode, 404)
  assert.equal((await app.inject(`${path.slice(0, -4)}AAAA`)).statusCode, 404)
  const [accountId, id] = ['0192f3a4-0000-7000-8000-000000000001', '0192f3a4-0000-7000-8000-000000000002']
  const token = stopToken(testInstallation.secret, accountId, id)
  assert.equal(token.length, 64)
  assert.deepEqual(messageOfStopToken(testInstallation.secret, token), { accountId, id })
  assert.equal(messageOfStopToken(Buffer.from('another secret'), token), null)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, signedIn, signIn, type TestAccount, testPassword } from '../../../test/account.ts'
import { doEverythingDue, linkIn } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { drop, scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'
import { inAccount } from '../../db/connect.ts'

const { database, app, sink } = await aPlaceWithMail()

const days = (count: number) => new Date(Date.now() + count * 24 * 60 * 60 * 1000 + 60_000)
const dueNow = (now = new Date(Date.now() + 1000)) => doEverythingDue(database, sink.url, now)

async function ask(
  account: TestAccount,
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  payload?: object,
  as = account.admin,
) {
  const headers = { ...(await signedIn(database.db, account, as)), 'sec-fetch-site': 'same-origin' }
  const answer = await app.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.body ? answer.json() : null }
}
const anonymously = async (method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await app.inject({ method, url: `/api/v1${url}`, ...(payload && { payload }) })
  return { status: answer.statusCode, body: answer.body ? answer.json() : null, cookies: answer.cookies }
}
const cardOf = async (account: TestAccount, id: string) => (await ask(account, 'GET', `/people/${id}`)).body
const storyOf = async (account: TestAccount, id: string): Promise<string[]> =>
  (await ask(account, 'GET', `/people/${id}/timeline`)).body.items.map(
    (entry: { code: string }) => entry.code,
  )

const password = 'violet harbour engine 88'

async function anInvited(more = {}) {
  const account = await anAccount(database.db)
  const email = `ana-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { firstName: 'Ana', lastName: 'Kovač', email, ...more })
  assert.equal((await ask(account, 'POST', `/people/${id}/invitation`)).status, 202)
  await dueNow()
  const [mail] = await sink.mailTo(email)
  return { account, id, email, mail: mail!, ...linkIn(mail!) }
}

test('a single Invite goes out at once, says who invites to what, and is answered to the inviter', async () => {
  const { account, id, mail, email } = await anInvited()
  assert.match(mail.subject ?? '', /Northwind Builders/)
  assert.match(mail.text ?? '', /Ada Admin/)
  assert.equal(mail.replyTo?.[0]?.address, account.admin.userName)
  assert.equal(mail.headers.find(header => header.key === 'auto-submitted')?.value, 'auto-generated')
  const card = await cardOf(account, id)
  assert.deepEqual(
    [card.invitation.state, card.isInvited, card.invitation.button.action],
    ['sent', true, 're-invite'],
  )
  assert.deepEqual(sink.recipients(), [email])
  assert.deepEqual(await storyOf(account, id), ['welcome-accepted', 'invited'])
})

test('looking at a link changes nothing; a typed password uses it up, signs in, and the card says joined', async () => {
  const { account, id, email, secret } = await anInvited()
  for (let times = 0; times < 3; times++) {
    const { body } = await anonymously('GET', `/join/${secret}`)
    assert.deepEqual(
      [body.state, body.needs, body.userName, body.inviterName],
      ['open', 'new-password', email, 'Ada Admin'],
    )
  }
  const weak = await anonymously('POST', `/join/${secret}`, { password: 'short' })
  assert.deepEqual([weak.status, weak.body.faults[0].reason], [422, 'too-short'])
  assert.equal((await cardOf(account, id)).invitation.state, 'sent')

  const joined = await anonymously('POST', `/join/${secret}`, { password })
  assert.equal(joined.status, 204)
  assert.equal(joined.cookies[0]?.name, 'muster_session')
  const card = await cardOf(account, id)
  assert.deepEqual([card.invitation.state, card.isInvited, card.userName], ['accepted', true, email])
  assert.ok(card.joinedAt)
  await signIn(app, email, password)
})

test('a used link says so and lets nobody in', async () => {
  const { secret } = await anInvited()
  await anonymously('POST', `/join/${secret}`, { password })
  assert.equal((await anonymously('GET', `/join/${secret}`)).body.state, 'used')
  const again = await anonymously('POST', `/join/${secret}`, { password })
  assert.deepEqual([again.status, again.body.code], [410, 'link-not-usable'])
})

test('the old link works until the re-invite is accepted by the mail server, and then says that a newer one was sent', async () => {
  const { account, id, email, secret } = await anInvited()
  assert.equal((await ask(account, 'POST', `/people/${id}/invitation`)).status, 202)
  assert.equal((await anonymously('GET', `/join/${secret}`)).body.state, 'open')
  await dueNow()
  const [, second] = await sink.mailTo(email)
  assert.notEqual(linkIn(second!).secret, secret)
  assert.equal((await anonymously('GET', `/join/${secret}`)).body.state, 'replaced')
  assert.equal((await anonymously('POST', `/join/${secret}`, { password })).status, 410)
  assert.equal((await anonymously('GET', `/join/${linkIn(second!).secret}`)).body.state, 'open')
})

test("a link that is nobody's is answered like any unknown thing", async () => {
  assert.equal((await anonymously('GET', `/join/${'x'.repeat(43)}`)).status, 404)
  assert.equal((await anonymously('GET', '/join/short')).status, 404)
})

test('reminds on days 3, 7 and 14 with the same link, then never again', async () => {
  const { email, secret } = await anInvited()
  for (const [day, mails] of [
    [2, 1],
    [3, 2],
    [6, 2],
    [7, 3],
    [13, 3],
    [14, 4],
    [15, 4],
    [27, 4],
    [60, 4],
  ] as const) {
    await dueNow(days(day))
    const sent = await sink.mailTo(email)
    assert.equal(sent.length, mails, `on day ${day}`)
    assert.ok(sent.every(mail => linkIn(mail).secret === secret))
  }
})

test('a worker stopped for ten days sends only the latest reminder and records the others as passed over', async () => {
  const { account, id, email } = await anInvited()
  await dueNow(days(10))
  assert.equal((await sink.mailTo(email)).length, 2)
  const story = (await ask(account, 'GET', `/people/${id}/timeline`)).body.items
  const notSent = story.find((entry: { code: string }) => entry.code === 'follow-up-not-sent')
  assert.deepEqual([notSent.params.number, notSent.params.reason], [1, 'passed-over'])
})

test('who has joined is not reminded, and the record says why', async () => {
  const { account, id, email, secret } = await anInvited()
  await anonymously('POST', `/join/${secret}`, { password })
  await dueNow(days(3))
  assert.equal((await sink.mailTo(email)).length, 1)
  const [latest] = (await ask(account, 'GET', `/people/${id}/timeline`)).body.items
  assert.deepEqual([latest.code, latest.params.reason], ['follow-up-not-sent', 'has-joined'])
})

test('an invitation expires 14 days after its last follow-up, and the link says so', async () => {
  const { account, id, secret } = await anInvited()
  await dueNow(days(29))
  assert.equal((await cardOf(account, id)).invitation.state, 'expired')
  assert.equal((await anonymously('GET', `/join/${secret}`)).body.state, 'expired')
  assert.equal((await anonymously('POST', `/join/${secret}`, { password })).status, 410)
})

test('an e-mail address edited while the invitation is pending kills the old link and shows Not invited', async () => {
  const { account, id, secret } = await anInvited()
  const edited = await ask(account, 'PATCH', `/people/${id}`, { email: `new-${account.id}@example.com` })
  assert.equal(edited.status, 200)
  assert.equal(edited.body.invitation.state, 'not_invited')
  assert.equal((await anonymously('GET', `/join/${secret}`)).body.state, 'withdrawn')
})

test('an e-mail address edited while the message is queued: nothing leaves', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account)
  await ask(account, 'POST', `/people/${id}/invitation`)
  await ask(account, 'PATCH', `/people/${id}`, { email: `late-${account.id}@example.com` })
  await dueNow()
  assert.deepEqual(sink.recipients(), [])
})

test('a user who is inactivated while the invitation is queued gets no message', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account)
  await ask(account, 'POST', `/people/${id}/invitation`)
  const run = await ask(account, 'POST', '/bulk-actions/user.inactivate/runs', { selection: { ids: [id] } })
  // Inactivated first, as a worker may do it before the message's turn.
  await dueNow(new Date(Date.now() - 60_000))
  await dueNow()
  assert.equal((await ask(account, 'GET', `/runs/${run.body.id}`)).body.counts.done, 1)
  assert.deepEqual(sink.recipients(), [])
  assert.equal((await cardOf(account, id)).invitation.state, 'cancelled')
})

for (const [what, more, reason] of [
  ['no address at all', { email: null }, 'no-address'],
  ['a malformed address', { email: 'a@b' }, 'email-malformed'],
  ['a phone without country code', { email: null, phone: '9051111111' }, 'phone-without-country-code'],
] as const) {
  test(`${what}: refused before sending, with its reason, and shown as Error`, async () => {
    const account = await anAccount(database.db)
    const { id } = await aUser(database.db, account, more)
    const answer = await ask(account, 'POST', `/people/${id}/invitation`)
    assert.deepEqual([answer.status, answer.body.faults[0].reason], [409, reason])
    const card = await cardOf(account, id)
    assert.deepEqual([card.invitation.state, card.invitation.reason], ['error', reason])
  })
}

test("another account's admin who enters an existing login's address gains nothing over that login", async () => {
  const owner = await anAccount(database.db)
  const victim = owner.reader.userName!
  const attacker = await anAccount(database.db)
  const { id } = await aUser(database.db, attacker, { email: victim })
  await ask(attacker, 'POST', `/people/${id}/invitation`)
  await dueNow()
  const { secret } = linkIn((await sink.mailTo(victim))[0]!)
  assert.equal((await anonymously('GET', `/join/${secret}`)).body.needs, 'existing-password')
  const stranger = await anonymously('POST', `/join/${secret}`, { password })
  assert.equal(stranger.status, 401)
  await signIn(app, victim, testPassword)
  assert.equal((await anonymously('POST', `/join/${secret}`, { password: testPassword })).status, 204)
})

test('a bulk run: everybody selected is accounted for, and done only once the mail server has accepted', async () => {
  const account = await anAccount(database.db)
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('account').set({ bulk_hold_seconds: 0 }).where('id', '=', account.id).execute(),
  )
  const ids: string[] = []
  for (let n = 0; n < 5; n++) ids.push((await aUser(database.db, account)).id)
  ids.push((await aUser(database.db, account, { email: null })).id)
  const started = await ask(account, 'POST', '/bulk-actions/user.invite/runs', { selection: { ids } })
  assert.equal(started.status, 201)
  assert.equal(started.body.counts.pending, 6)
  await dueNow()
  const run = (await ask(account, 'GET', `/runs/${started.body.id}`)).body
  assert.deepEqual([run.state, run.counts.done, run.counts.skipped, run.selected], ['completed', 5, 1, 6])
  assert.deepEqual(run.reasons, [{ outcome: 'skipped', reason: 'no-address', count: 1 }])
  assert.equal(sink.recipients().length, 5)
})

test('a run that is called back during its hold leaves everybody as they were', async () => {
  const { account, id, secret } = await anInvited()
  const fresh = await aUser(database.db, account)
  const started = await ask(account, 'POST', '/bulk-actions/user.invite/runs', {
    selection: { ids: [id, fresh.id] },
  })
  await dueNow(new Date(Date.now() - 1000))
  assert.equal((await cardOf(account, id)).invitation.state, 'waiting')
  const cancelled = await ask(account, 'POST', `/runs/${started.body.id}/cancel`)
  assert.deepEqual([cancelled.body.state, cancelled.body.counts.cancelled], ['cancelled', 2])
  assert.equal((await cardOf(account, id)).invitation.state, 'sent')
  assert.equal((await cardOf(account, fresh.id)).invitation.state, 'not_invited')
  assert.equal((await anonymously('GET', `/join/${secret}`)).body.state, 'open')
  sink.forget()
  await dueNow(days(1))
  assert.deepEqual(sink.recipients(), [])
})

test('a Russian-speaking user is written to in Russian', async () => {
  const { mail } = await anInvited({ language: 'ru' })
  assert.match(mail.subject ?? '', /[а-я]/i)
})

test('Read Only may not invite', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account)
  assert.equal(
    (await ask(account, 'POST', `/people/${id}/invitation`, undefined, account.reader)).status,
    403,
  )
})

test('a message whose answer was lost is shown as unconfirmed; Send again sends the identical one', async () => {
  const account = await anAccount(database.db)
  const email = `lost-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  await ask(account, 'POST', `/people/${id}/invitation`)
  const deaf = await scriptedSmtpServer({ dot: drop })
  await doEverythingDue(database, `smtp://127.0.0.1:${deaf.port}`, new Date(Date.now() + 1000))
  const lost = (await cardOf(account, id)).invitation
  assert.deepEqual([lost.state, lost.isUnconfirmed, lost.button.action], ['waiting', true, 'send-again'])

  assert.equal((await ask(account, 'POST', `/people/${id}/invitation`)).status, 202)
  await dueNow()
  const [mail] = await sink.mailTo(email)
  assert.ok(deaf.messages[0]!.includes(mail!.messageId!), 'the same Message-ID')
  assert.equal((await cardOf(account, id)).invitation.state, 'sent')
  await deaf.close()
})

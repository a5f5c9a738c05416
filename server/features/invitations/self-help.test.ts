import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { asker } from '../../../test/ask.ts'
import { doEverythingDue, linkIn } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { drop, scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'

const { database, app, sink } = await aPlaceWithMail()

const days = (count: number) => new Date(Date.now() + count * 24 * 60 * 60 * 1000 + 60_000)
const dueNow = (now = new Date(Date.now() + 1000)) => doEverythingDue(database, sink.url, now)
const ask = (account: TestAccount, verb: 'GET' | 'POST', url: string, as = account.admin) =>
  asker(database.db, app)(account, verb, url, { as })
const step = (account: TestAccount, id: string, name: string, as = account.admin) =>
  ask(account, 'POST', `/people/${id}/invitation/${name}`, as)
const invitationOf = async (account: TestAccount, id: string) =>
  (await ask(account, 'GET', `/people/${id}`)).body.invitation
const stateOfLink = async (secret: string) => (await app.inject(`/api/v1/join/${secret}`)).json().state
const anonymously = (url: string, payload?: object, remoteAddress = '192.0.2.1') =>
  app.inject({ method: 'POST', url: `/api/v1${url}`, remoteAddress, ...(payload && { payload }) })
const events = async (account: TestAccount) =>
  (await ask(account, 'GET', '/audit-events')).body.items.map((one: { event: string }) => one.event)

async function anInvited() {
  const account = await anAccount(database.db)
  const email = `ana-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  await ask(account, 'POST', `/people/${id}/invitation`)
  await dueNow()
  const { secret } = linkIn((await sink.mailTo(email))[0]!)
  return { account, id, email, secret }
}

test('Cancel calls back what waits: nothing leaves, and everybody is as before', async () => {
  const { account, id, secret } = await anInvited()
  await ask(account, 'POST', `/people/${id}/invitation`)
  assert.deepEqual((await invitationOf(account, id)).steps, ['cancel'])
  assert.equal((await step(account, id, 'cancel')).status, 204)
  sink.forget()
  await dueNow()
  assert.deepEqual(sink.recipients(), [])
  assert.equal((await invitationOf(account, id)).state, 'sent')
  assert.equal(await stateOfLink(secret), 'open')
  assert.ok((await events(account)).includes('invitation.cancelled'))
  const again = await step(account, id, 'cancel')
  assert.deepEqual([again.status, again.body.code], [409, 'invitation-changed'])
})

test('Revoke kills the link and all reminders; Re-Invite begins anew', async () => {
  const { account, id, email, secret } = await anInvited()
  assert.deepEqual((await invitationOf(account, id)).steps, ['revoke'])
  assert.equal((await step(account, id, 'revoke', account.standard)).status, 204)
  assert.equal(await stateOfLink(secret), 'withdrawn')
  await dueNow(days(14))
  assert.equal((await sink.mailTo(email)).length, 1)
  const { state, button } = await invitationOf(account, id)
  assert.deepEqual([state, button.action], ['revoked', 're-invite'])
  await ask(account, 'POST', `/people/${id}/invitation`)
  await dueNow()
  assert.equal((await invitationOf(account, id)).state, 'sent')
  assert.ok((await events(account)).includes('invitation.revoked'))
})

test('It arrived: an unconfirmed message counts as accepted, and the reminders begin', async () => {
  const account = await anAccount(database.db)
  const email = `ana-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  const server = await scriptedSmtpServer({ dot: drop })
  await ask(account, 'POST', `/people/${id}/invitation`)
  await doEverythingDue(database, `smtp://127.0.0.1:${server.port}`, new Date(Date.now() + 1000))
  await server.close()
  const before = await invitationOf(account, id)
  assert.deepEqual([before.isUnconfirmed, before.steps], [true, ['confirm']])
  assert.equal((await step(account, id, 'confirm')).status, 204)
  const { state, isUnconfirmed } = await invitationOf(account, id)
  assert.deepEqual([state, isUnconfirmed], ['sent', false])
  await dueNow(days(3))
  assert.equal((await sink.mailTo(email)).length, 1)
})

test('who may not invite may not take back either, and a Directory Admin is out of reach of who is none', async () => {
  const { account, id } = await anInvited()
  assert.equal((await step(account, id, 'revoke', account.reader)).status, 403)
  const admin = await aUser(database.db, account, { templateId: account.templates.admin })
  await ask(account, 'POST', `/people/${admin.id}/invitation`)
  assert.equal((await step(account, admin.id, 'cancel', account.standard)).status, 403)
})

test('the invitee declines by a typed word, and nothing else does', async () => {
  const { account, id, email, secret } = await anInvited()
  for (const word of ['', 'yes', 'declined']) {
    const refused = await anonymously(`/join/${secret}/decline`, { word })
    assert.deepEqual([refused.statusCode, refused.json().faults[0].reason], [422, 'wrong-word'])
  }
  assert.equal((await anonymously(`/join/${secret}/decline`, { word: ' Decline ' })).statusCode, 204)
  assert.equal(await stateOfLink(secret), 'declined')
  assert.equal((await invitationOf(account, id)).state, 'declined')
  assert.equal(
    (await anonymously(`/join/${secret}`, { password: 'violet harbour engine 88' })).statusCode,
    410,
  )
  await dueNow(days(14))
  assert.equal((await sink.mailTo(email)).length, 1)
  assert.ok((await events(account)).includes('invitation.declined'))
})

test('who declines while a newer invitation is held gets that one neither, and calling its run back changes nothing', async () => {
  const { account, id, email, secret } = await anInvited()
  const pressed = await asker(database.db, app)(account, 'POST', '/bulk-actions/user.invite/runs', {
    payload: { selection: { ids: [id] } },
  })
  await dueNow()
  assert.equal((await invitationOf(account, id)).state, 'waiting')
  assert.equal((await anonymously(`/join/${secret}/decline`, { word: 'decline' })).statusCode, 204)
  assert.equal((await invitationOf(account, id)).state, 'declined')
  await ask(account, 'POST', `/runs/${pressed.body.id}/cancel`)
  await dueNow(days(1))
  assert.equal((await invitationOf(account, id)).state, 'declined')
  assert.equal((await sink.mailTo(email)).length, 1)
  const { counts } = (await ask(account, 'GET', `/runs/${pressed.body.id}`)).body
  assert.deepEqual([counts.cancelled, counts.pending], [1, 0])
})

test('link scanners use nothing up: HEAD, a hundred GETs, and every button pressed without a typed word', async () => {
  const { account, id, secret } = await anInvited()
  await app.inject({ method: 'HEAD', url: `/api/v1/join/${secret}` })
  for (let times = 0; times < 100; times++)
    await app.inject({ url: `/api/v1/join/${secret}`, remoteAddress: `198.51.100.${times}` })
  for (const payload of [undefined, {}, { password: '' }, { word: '' }])
    for (const url of ['', '/decline']) await anonymously(`/join/${secret}${url}`, payload)
  assert.equal(await stateOfLink(secret), 'open')
  assert.equal((await invitationOf(account, id)).state, 'sent')
})

test('an expired link brings a new one, to the address on file, at most three a day', async () => {
  const { account, id, email, secret } = await anInvited()
  await dueNow(days(60))
  assert.equal(await stateOfLink(secret), 'expired')
  sink.forget()
  for (let times = 0; times < 5; times++) {
    assert.equal((await anonymously(`/join/${secret}/new-link`, {}, `203.0.113.${times}`)).statusCode, 202)
    await dueNow()
  }
  const mails = await sink.mailTo(email)
  assert.equal(mails.length, 2)
  assert.equal(await stateOfLink(linkIn(mails[1]!).secret), 'open')
  assert.equal((await invitationOf(account, id)).state, 'sent')
})

test('who asks for a new link while their newest message may have arrived gets that one again, by whichever link of theirs', async () => {
  const { account, id, email, secret } = await anInvited()
  await dueNow(days(60))
  await ask(account, 'POST', `/people/${id}/invitation`)
  const silent = await scriptedSmtpServer({ dot: drop })
  await doEverythingDue(database, `smtp://127.0.0.1:${silent.port}`)
  await silent.close()
  assert.equal((await invitationOf(account, id)).isUnconfirmed, true)
  sink.forget()
  assert.equal((await anonymously(`/join/${secret}/new-link`, {}, '203.0.113.97')).statusCode, 202)
  await dueNow()
  const [mail, ...more] = await sink.mailTo(email)
  assert.deepEqual([more.length, await stateOfLink(linkIn(mail!).secret)], [0, 'open'])
  const { state, isUnconfirmed } = await invitationOf(account, id)
  assert.deepEqual([state, isUnconfirmed], ['sent', false])
})

test('who was taken back gets no new link by an older one of theirs either', async () => {
  const { account, id, secret } = await anInvited()
  await ask(account, 'POST', `/people/${id}/invitation`)
  await dueNow()
  assert.equal(await stateOfLink(secret), 'replaced')
  await step(account, id, 'revoke')
  sink.forget()
  assert.equal((await anonymously(`/join/${secret}/new-link`, {}, '203.0.113.98')).statusCode, 202)
  await dueNow()
  assert.deepEqual(sink.recipients(), [])
  assert.equal((await invitationOf(account, id)).state, 'revoked')
})

test('no new link for who has joined, declined or was taken back, nor for a link that never was one', async () => {
  const gone = await anInvited()
  await step(gone.account, gone.id, 'revoke')
  const declined = await anInvited()
  await anonymously(`/join/${declined.secret}/decline`, { word: 'decline' })
  const joined = await anInvited()
  await anonymously(`/join/${joined.secret}`, { password: 'violet harbour engine 88' })
  sink.forget()
  for (const secret of [gone.secret, declined.secret, joined.secret, randomBytes(32).toString('base64url')])
    assert.equal((await anonymously(`/join/${secret}/new-link`, {}, '203.0.113.99')).statusCode, 202)
  await dueNow()
  assert.deepEqual(sink.recipients(), [])
  assert.deepEqual(await database.db.selectFrom('asked_for_link').selectAll().execute(), [])
})

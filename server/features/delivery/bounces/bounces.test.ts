import assert from 'node:assert/strict'
import net from 'node:net'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount, type UserOverrides } from '../../../../test/account.ts'
import { doEverythingDue } from '../../../../test/mail.ts'
import { aPlaceWithMailAndSms, atTheEnd } from '../../../../test/place.ts'
import { scriptedSmtpServer } from '../../../../test/scripted-smtp-server.ts'
import { inAccount } from '../../../db/connect.ts'
import { silentLog } from '../../../lib/log.ts'
import { messageKinds } from '../../../registry.ts'
import { startBounceReceiver } from './bounce-receiver.ts'
import { eventsUrlOf } from './events-url.ts'
import { returnPath } from './return-path.ts'
import { aComplaint, aReport, sendMail, type TestReport } from './testing.ts'

const domain = 'bounces.example.com'
const bounceUrl = `smtp://127.0.0.1:0?domain=${domain}`
const place = await aPlaceWithMailAndSms(undefined, { bounceUrl })
const { database, app, sink, gateway, installation } = place
const receiver = await startBounceReceiver(
  { db: database.db, installation },
  messageKinds(installation),
  { host: '127.0.0.1', port: 0, domain },
  silentLog,
)
atTheEnd(() => receiver.close())

const deliver = (days = 0) =>
  doEverythingDue(database, sink.url, new Date(Date.now() + days * 86_400_000 + 60_000), installation)
const ask = (account: TestAccount, verb: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) =>
  place.ask(account, verb, url, payload && { payload })
const invite = (account: TestAccount, id: string) => ask(account, 'POST', `/people/${id}/invitation`)
const cardOf = async (account: TestAccount, id: string) => (await ask(account, 'GET', `/people/${id}`)).body
const stateOf = async (account: TestAccount, id: string) => {
  const { invitation, emailVerdict } = await cardOf(account, id)
  return [invitation.state, invitation.reason, emailVerdict]
}
const timelineOf = async (account: TestAccount, id: string) =>
  (await ask(account, 'GET', `/people/${id}/timeline`)).body.items as { code: string }[]
const messagesOf = (account: TestAccount) =>
  inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('message')
      .select(['id', 'state', 'channel', 'kind'])
      .orderBy('created_at')
      .orderBy('id')
      .execute(),
  )
const statesOf = async (account: TestAccount) => (await messagesOf(account)).map(({ state }) => state)
const suppressedIn = async (account: TestAccount) =>
  (await ask(account, 'GET', '/suppressions')).body.items.map((one: { address: string; reason: string }) => [
    one.address,
    one.reason,
  ])
async function counted(verdict: string): Promise<number> {
  const row = await database.db
    .selectFrom('mail_report_count')
    .select('reports')
    .where('verdict', '=', verdict)
    .executeTakeFirst()
  return Number(row?.reports ?? 0)
}

let people = 0
async function anInvited(overrides: UserOverrides = {}) {
  const account = await anAccount(database.db)
  const email = `ana-${++people}-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email, ...overrides })
  await invite(account, id)
  await deliver()
  return {
    account,
    id,
    email,
    path: sink.returnPathTo(email),
    /** Comes back over SMTP. */
    reported: (report: TestReport) =>
      sendMail(receiver.port, sink.returnPathTo(email), aReport({ recipient: email, ...report })),
  }
}

test('a message that comes back puts its invitation in Error, in words, and its address is written to no more', async () => {
  const { account, id, email, path, reported } = await anInvited()
  const [{ id: messageId } = { id: '' }] = await messagesOf(account)
  assert.equal(path, returnPath(installation.secret, domain, messageId))
  assert.equal((await stateOf(account, id))[0], 'sent')
  assert.match(await reported({}), /^250 /)
  assert.deepEqual(await stateOf(account, id), ['error', 'mailbox-does-not-exist', 'suppressed'])
  assert.deepEqual(await statesOf(account), ['bounced'])
  assert.deepEqual(await suppressedIn(account), [[email, 'mailbox-does-not-exist']])
  assert.equal((await timelineOf(account, id))[0]?.code, 'welcome-bounced')
  const audit = (await ask(account, 'GET', '/audit-events?event=address.suppressed')).body.items
  assert.deepEqual(audit[0].detail, { channel: 'email', reason: 'mailbox-does-not-exist' })
  assert.equal((await invite(account, id)).body.faults[0].reason, 'address-suppressed')
  await deliver(3)
  assert.equal((await sink.mailTo(email)).length, 1, 'no reminder')

  const changed = `new-${email}`
  assert.equal((await ask(account, 'PATCH', `/people/${id}`, { email: changed })).status, 200)
  assert.equal((await invite(account, id)).status, 202)
  await deliver()
  assert.deepEqual(await stateOf(account, id), ['sent', null, 'ok'])
  await ask(account, 'PATCH', `/people/${id}`, { email })
  assert.equal((await stateOf(account, id))[2], 'suppressed', 'the old address again')
})

test('the same report again changes nothing, nor does one that is forged, unknown or not to be read; each is counted', async () => {
  const { account, id, path, reported } = await anInvited()
  const before = await stateOf(account, id)
  const change = async (verdict: string, expected: RegExp, send: () => Promise<string>) => {
    const count = await counted(verdict)
    assert.match(await send(), expected, verdict)
    assert.equal(await counted(verdict), count + 1, verdict)
  }
  const [local = ''] = path.split('@')
  const forged = `${local.slice(0, -3)}aaa@${domain}`
  await change('forged', /^550 /, () => sendMail(receiver.port, forged, aReport()))
  await change('forged', /^550 /, () => sendMail(receiver.port, `ana@${domain}`, aReport()))
  await change('forged', /^250 /, () => sendMail(receiver.port, `complaints@${domain}`, aComplaint(forged)))
  await change('forged', /^250 /, () =>
    sendMail(receiver.port, `complaints@${domain}`, aReport({ envelopeId: `${local.slice(0, -3)}aaa` })),
  )
  await change('malformed', /^250 /, () => sendMail(receiver.port, path, 'Subject: I am away\r\n\r\nBye'))
  const nobody = returnPath(installation.secret, domain, '0192abcd-1234-7abc-8def-0123456789ab')
  await change('unknown', /^250 /, () => sendMail(receiver.port, nobody, aReport()))
  assert.deepEqual(await stateOf(account, id), before)
  await change('bounced', /^250 /, () => reported({}))
  await change('replayed', /^250 /, () => reported({}))
  await change('replayed', /^250 /, () => reported({ status: '5.2.1' }))
  assert.deepEqual(await stateOf(account, id), ['error', 'mailbox-does-not-exist', 'suppressed'])
})

test('a delay is told on the card and changes nothing else; given up without fault of the address it is Error alone', async () => {
  const { account, id, email, reported } = await anInvited()
  await reported({ action: 'delayed', status: '4.2.2' })
  assert.deepEqual(await stateOf(account, id), ['sent', null, 'ok'])
  assert.deepEqual(await statesOf(account), ['accepted'])
  assert.ok((await timelineOf(account, id)).some(entry => entry.code === 'welcome-delayed'))
  await reported({ status: '4.4.7' })
  assert.deepEqual(await stateOf(account, id), ['error', 'not-delivered-in-time', 'ok'])
  assert.deepEqual(await suppressedIn(account), [])
  assert.equal((await invite(account, id)).status, 202)
  await deliver()
  assert.equal((await sink.mailTo(email)).length, 2)
})

test('whoever marks a message as spam is written to no more; the invitation stands', async () => {
  const { account, id, email, path } = await anInvited()
  assert.match(await sendMail(receiver.port, `complaints@${domain}`, aComplaint(path)), /^250 /)
  assert.deepEqual(await stateOf(account, id), ['sent', null, 'suppressed'])
  assert.deepEqual(await statesOf(account), ['complained'])
  assert.deepEqual(await suppressedIn(account), [[email, 'complained']])
  await deliver(3)
  assert.equal((await sink.mailTo(email)).length, 1)
  assert.deepEqual(await statesOf(account), ['complained', 'cancelled'])
})

/** As if the mail server had hung up before it answered. */
async function loseTheAnswer({ account, id }: { account: TestAccount; id: string }) {
  await inAccount(database.db, account.id, async tx => {
    await tx.updateTable('message').set({ state: 'unconfirmed', reason: 'answer-not-heard' }).execute()
    await tx
      .updateTable('invitation')
      .set({ state: 'waiting', sent_at: null, expires_at: null, next_follow_up_at: null })
      .execute()
    await tx
      .updateTable('person_state')
      .set({ invitation_state: 'waiting', is_unconfirmed: true })
      .where('person_id', '=', id)
      .execute()
  })
}

test('a report that comes while the answer of the mail server is not known tells that it was taken', async () => {
  const invited = await anInvited()
  const { account, id, reported } = invited
  await loseTheAnswer(invited)
  await reported({ action: 'delayed', status: '4.4.1' })
  assert.deepEqual(
    [await stateOf(account, id), await statesOf(account)],
    [['sent', null, 'ok'], ['accepted']],
  )
})

/** Somebody whose message is to leave a second time in ten minutes, as its answer was lost. */
async function aboutToBeSentAgain() {
  const invited = await anInvited()
  const { account, id } = invited
  await loseTheAnswer(invited)
  await ask(account, 'PATCH', '/settings', { bulkHoldSeconds: 600 })
  const { body } = await ask(account, 'POST', '/bulk-actions/user.send-again/runs', {
    selection: { ids: [id] },
  })
  await deliver()
  assert.deepEqual(await statesOf(account), ['queued'])
  const run = async () => (await ask(account, 'GET', `/runs/${body.id}`)).body.counts
  return { ...invited, run }
}

test('reported as arrived while it waits to be sent once more, it does not leave a second time', async () => {
  const { account, id, email, reported, run } = await aboutToBeSentAgain()
  assert.match(await reported({ action: 'delivered', status: '2.0.0' }), /^250 /)
  assert.deepEqual(await stateOf(account, id), ['sent', null, 'ok'])
  await deliver(1)
  assert.deepEqual([await statesOf(account), (await sink.mailTo(email)).length], [['delivered'], 1])
  const { done, pending } = await run()
  assert.deepEqual([done, pending], [1, 0])
})

test('bounced while it waits to be sent once more, it does not leave a second time', async () => {
  const { account, id, email, reported, run } = await aboutToBeSentAgain()
  await reported({})
  assert.deepEqual(await stateOf(account, id), ['error', 'mailbox-does-not-exist', 'suppressed'])
  await deliver(1)
  assert.deepEqual([await statesOf(account), (await sink.mailTo(email)).length], [['bounced'], 1])
  const { failed, pending } = await run()
  assert.deepEqual([failed, pending], [1, 0])
})

test("a provider's events do the same over HTTP, for who knows its address", async () => {
  const { account, id, path } = await anInvited()
  const [{ id: messageId } = { id: '' }] = await messagesOf(account)
  const url = eventsUrlOf(installation).replace(installation.publicUrl, '')
  const tell = (events: object[], to = url) => app.inject({ method: 'POST', url: to, payload: { events } })
  const failed = { event: 'failed', status: '5.1.1', words: '550 5.1.1 gone' }
  const known = { ...failed, messageId: `<${messageId}@example.com>` }
  assert.equal((await tell([known], `${url.slice(0, -2)}xx`)).statusCode, 404)
  assert.deepEqual((await tell([{ event: 'failed' }, { event: 'lost' }])).json().faults.length, 2)
  assert.equal((await stateOf(account, id))[0], 'sent')
  const told = await tell([
    { event: 'delivered', returnPath: path },
    { ...failed, messageId: '<somebody-elses@example.com>' },
    known,
    known,
  ])
  assert.deepEqual(told.json(), { verdicts: ['delivered', 'unknown', 'bounced', 'replayed'] })
  assert.deepEqual(await stateOf(account, id), ['error', 'mailbox-does-not-exist', 'suppressed'])
})

for (const [isOn, onlyByEmail, texts] of [
  [false, false, 0],
  [true, false, 1],
  [true, true, 0],
] as const) {
  test(`an e-mail that came back: ${texts} SMS where SMS then is ${isOn ? 'on' : 'off'}${onlyByEmail ? ' under Confirm only by email' : ''}`, async () => {
    const phone = `+7912${String(1_000_000 + ++people)}`
    const { account, id, email, reported } = await anInvited({ phone })
    await ask(account, 'PATCH', '/settings', { smsAfterBounce: isOn, confirmOnlyByEmail: onlyByEmail })
    await reported({})
    assert.equal((await stateOf(account, id))[0], texts ? 'waiting' : 'error')
    await deliver()
    const mine = gateway.taken.filter(sms => sms.to === phone)
    assert.equal(mine.length, texts)
    assert.equal((await stateOf(account, id))[0], texts ? 'sent' : 'error')
    const again = await invite(account, id)
    assert.equal(again.status, texts ? 202 : 409, JSON.stringify(again.body))
    if (!texts) return
    const [first] = await sink.mailTo(email)
    const secret = /\/join\/([\w-]{43})/
    assert.equal(secret.exec(mine[0]!.text)?.[1], secret.exec(first!.text!)?.[1], 'the same link')
    assert.match(mine[0]!.text, new RegExp(email))
  })
}

test('a server that knows DSN is told a name to report by, and to enclose no body; a report by that name is believed', async () => {
  const server = await scriptedSmtpServer({ EHLO: '250-test.example\r\n250 DSN' })
  const account = await anAccount(database.db)
  const email = `dsn-${account.id}@example.com`
  await invite(account, (await aUser(database.db, account, { email })).id)
  await doEverythingDue(
    database,
    `smtp://127.0.0.1:${server.port}`,
    new Date(Date.now() + 60_000),
    installation,
  )
  await server.close()
  const [{ id: messageId } = { id: '' }] = await messagesOf(account)
  const path = returnPath(installation.secret, domain, messageId)
  const [envelopeId = ''] = path.split('@')
  assert.deepEqual(
    server.heard.filter(line => /^(MAIL|RCPT) /.test(line)),
    [
      `MAIL FROM:<${path}> RET=HDRS ENVID=${envelopeId}`,
      `RCPT TO:<${email}> NOTIFY=FAILURE,DELAY ORCPT=rfc822;${email}`,
    ],
  )
  await sendMail(receiver.port, `complaints@${domain}`, aReport({ envelopeId }))
  assert.deepEqual(await statesOf(account), ['bounced'])
})

test('nobody takes the receiver for themselves: one address has ten connections, and a report one recipient and an end', async () => {
  const sockets = Array.from({ length: 12 }, () => net.connect(receiver.port, '127.0.0.1'))
  const greeted = await Promise.all(
    sockets.map(
      socket =>
        new Promise<boolean>(resolve => {
          socket.on('error', () => {})
          socket.once('data', () => resolve(true))
          socket.once('close', () => resolve(false))
        }),
    ),
  )
  assert.equal(greeted.filter(Boolean).length, 10)
  const gone = sockets.map(socket => new Promise(resolve => socket.once('close', resolve)))
  for (const socket of sockets) socket.destroy()
  await Promise.all(gone.filter((_, at) => greeted[at]))
  const { path } = await anInvited()
  const other = await anInvited()
  assert.match(await sendMail(receiver.port, [path, other.path], aReport()), /^452 /)
  const tooBig = await sendMail(
    receiver.port,
    path,
    `Subject: big\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(20_000),
  )
  assert.match(tooBig, /^552 /)
})

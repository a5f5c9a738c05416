import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { type Answer, type Step, scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'
import { inAccount } from '../../db/connect.ts'
import { messageKinds } from '../../registry.ts'
import { noteReport } from '../delivery/note-report.ts'
import { bothWays, linkInText } from './testing.ts'

const it = await bothWays()

const noSuchUser = '550 5.1.1 No such user here'
/** Everything due in so many days, through a mail server that says this. */
async function deliverTo(script: Partial<Record<Step, Answer>>, inDays = 0): Promise<string[]> {
  const server = await scriptedSmtpServer(script)
  const now = new Date(Date.now() + inDays * 86_400_000 + 1000)
  await doEverythingDue(it.database, `smtp://127.0.0.1:${server.port}`, now, it.installation)
  await server.close()
  return server.messages
}
const cardOf = async (account: TestAccount, id: string) => {
  const { invitation, emailVerdict } = (await it.ask(account, 'GET', `/people/${id}`)).body
  return [invitation.state, invitation.reason, emailVerdict]
}
const suppressedIn = async (account: TestAccount) =>
  (await it.ask(account, 'GET', '/suppressions')).body.items.map(
    (one: { address: string; reason: string; detail: string }) => [one.address, one.reason, one.detail],
  )
const becameOf = async (account: TestAccount, run: string, id: string) => {
  const { items } = (await it.ask(account, 'GET', `/runs/${run}/items`)).body
  const item = items.find((one: { subject: { id: string } }) => one.subject.id === id)
  return item.reason ? `${item.outcome}: ${item.reason}` : item.outcome
}
async function press(account: TestAccount, action: string, ids: string[]): Promise<string> {
  const started = await it.ask(account, 'POST', `/bulk-actions/${action}/runs`, { selection: { ids } })
  assert.ok(started.status < 300, JSON.stringify(started.body))
  return started.body.id
}
/** Where SMS stand in for e-mails: somebody with an address alone, and somebody with a phone as well. */
async function twoInvited(settings: object = {}) {
  const account = await anAccount(it.database.db)
  await it.ask(account, 'PATCH', '/settings', { smsAfterBounce: true, bulkHoldSeconds: 0, ...settings })
  const email = `ana-${account.id}@example.com`
  const phone = it.aPhone()
  const alone = await aUser(it.database.db, account, { email })
  const both = await aUser(it.database.db, account, { email: `both-${account.id}@example.com`, phone })
  const run = await press(account, 'user.invite', [alone.id, both.id])
  return { account, email, phone, alone, both, run }
}

for (const [step, reply, reason, isGivenUp, isTexted] of [
  ['RCPT', '550 No such user', 'mailbox-does-not-exist', true, true],
  ['dot', '550 5.2.1 Account disabled', 'mailbox-disabled', true, true],
  ['RCPT', '552 5.2.2 Over quota', 'mailbox-full', false, true],
  ['RCPT', '554 5.7.1 Relay access denied', 'refused-by-policy', false, false],
  ['MAIL', '552 5.3.4 Too big', 'message-too-big', false, false],
] as const) {
  test(`${step} answered with ${reply}: ${isGivenUp ? 'written to no more' : 'the address stays in use'}, ${isTexted ? 'an SMS instead' : 'no SMS'}`, async () => {
    const { account, email, phone, alone, both, run } = await twoInvited()
    await deliverTo({ [step]: reply })
    const verdict = isGivenUp ? 'suppressed' : 'ok'
    assert.deepEqual(await cardOf(account, alone.id), ['error', reason, verdict])
    assert.equal(await becameOf(account, run, alone.id), `failed: ${reason}`)
    const given = (await suppressedIn(account)).filter(([address]: string[]) => address === email)
    assert.deepEqual(given, isGivenUp ? [[email, reason, reply]] : [])

    assert.equal((await cardOf(account, both.id))[0], isTexted ? 'sent' : 'error')
    assert.equal(await becameOf(account, run, both.id), isTexted ? 'done' : `failed: ${reason}`)
    assert.equal(it.textsTo(phone).length, isTexted ? 1 : 0)
    const { state, counts } = (await it.ask(account, 'GET', `/runs/${run}`)).body
    assert.deepEqual([state, counts.pending], ['completed', 0])
  })
}

test('until the address changes: inviting again is refused with the reason, and a new address is written to', async () => {
  const { account, alone } = await twoInvited()
  await deliverTo({ RCPT: noSuchUser })
  const invite = () => it.ask(account, 'POST', `/people/${alone.id}/invitation`)
  assert.equal((await invite()).body.faults[0].reason, 'address-suppressed')
  const events = (await it.ask(account, 'GET', '/audit-events?event=address.suppressed')).body.items
  assert.equal(events.length, 2)
  await it.ask(account, 'PATCH', `/people/${alone.id}`, { email: `new-${account.id}@example.com` })
  assert.equal((await invite()).status, 202)
  await it.deliver()
  assert.deepEqual(await cardOf(account, alone.id), ['sent', null, 'ok'])
})

test('the run waits for the SMS that stands in for the e-mail; where that fails too, it says so', async () => {
  it.gatewaySays({ status: 503, text: 'Temporal failure, try again later.' })
  const { account, phone, both, run } = await twoInvited()
  await deliverTo({ RCPT: noSuchUser })
  assert.equal((await cardOf(account, both.id))[0], 'waiting')
  assert.equal(await becameOf(account, run, both.id), 'pending')
  it.gatewaySays({ status: 400, text: 'Unknown receiver number' })
  await it.deliver(0.1)
  assert.equal(await becameOf(account, run, both.id), 'failed: number-does-not-exist')
  assert.deepEqual(await cardOf(account, both.id), ['error', 'number-does-not-exist', 'suppressed'])
  const given = (await suppressedIn(account)).map(([address]: string[]) => address)
  assert.ok(given.includes(phone))
  it.gatewaySays(null)
})

test('called back while the SMS waits, nobody gets anything', async () => {
  it.gatewaySays({ status: 503, text: 'Temporal failure, try again later.' })
  const { account, phone, both, run } = await twoInvited()
  await deliverTo({ RCPT: noSuchUser })
  assert.equal((await it.ask(account, 'POST', `/runs/${run}/cancel`)).status, 200)
  it.gatewaySays(null)
  await it.deliver(0.1)
  assert.equal(it.textsTo(phone).length, 0)
  assert.equal(await becameOf(account, run, both.id), 'cancelled: run-cancelled')
  assert.equal((await cardOf(account, both.id))[0], 'not_invited')
})

test('by Both the e-mail that is refused is given up, and the SMS that went anyway counts: one SMS', async () => {
  await it.method('both')
  const { account, phone, both, run } = await twoInvited()
  await deliverTo({ RCPT: noSuchUser })
  assert.deepEqual(await cardOf(account, both.id), ['sent', null, 'suppressed'])
  assert.equal(await becameOf(account, run, both.id), 'done')
  assert.equal(it.textsTo(phone).length, 1)
  await it.method('email-or-sms')
})

test('a reminder that is refused as nobody is there any more puts the invitation in Error; one that is only too big does not', async () => {
  const account = await anAccount(it.database.db)
  const { id, email } = await it.anInvited({ phone: null }, account)
  await deliverTo({ MAIL: '552 5.3.4 Too big' }, 3)
  assert.deepEqual(await cardOf(account, id), ['sent', null, 'ok'])
  await deliverTo({ RCPT: noSuchUser }, 7)
  assert.deepEqual(await cardOf(account, id), ['error', 'mailbox-does-not-exist', 'suppressed'])
  assert.deepEqual(await suppressedIn(account), [[email, 'mailbox-does-not-exist', noSuchUser]])
})

test('what bounces before its answer is heard leaves its run to the SMS', async () => {
  const { account, phone, both, run } = await twoInvited()
  await deliverTo({ dot: { drop: true } })
  assert.equal(await becameOf(account, run, both.id), 'unconfirmed: answer-not-heard')
  const [mail] = await it.messagesOf(account, both.id)
  await it.tell(mail!.id, { event: 'failed', status: '5.1.1', words: noSuchUser })
  const { state, isUnconfirmed } = await it.invitationOf(account, both.id)
  assert.deepEqual([state, isUnconfirmed], ['waiting', false])
  await it.deliver()
  assert.equal(await becameOf(account, run, both.id), 'done')
  assert.match(linkInText(it.textsTo(phone)[0]!), /^[\w-]{43}$/)
})

test('sent again and refused: that run tells it, and the SMS settles the first', async () => {
  const { account, both, run } = await twoInvited()
  await deliverTo({ dot: { drop: true } })
  const again = await press(account, 'user.send-again', [both.id])
  await deliverTo({ RCPT: noSuchUser })
  assert.equal(await becameOf(account, again, both.id), 'failed: mailbox-does-not-exist')
  assert.equal(await becameOf(account, run, both.id), 'done')
  assert.equal((await cardOf(account, both.id))[0], 'sent')
})

test('by Both: the e-mail’s answer is lost and the SMS fails later: it is unconfirmed, and somebody can decide', async () => {
  await it.method('both')
  it.gatewaySays({ status: 503, text: 'Temporal failure, try again later.' })
  const { account, both, run } = await twoInvited()
  await deliverTo({ dot: { drop: true } })
  it.gatewaySays({ status: 400, text: 'Unknown receiver number' })
  await it.deliver(0.1)
  const { state, isUnconfirmed } = await it.invitationOf(account, both.id)
  assert.deepEqual([state, isUnconfirmed], ['waiting', true])
  assert.equal(await becameOf(account, run, both.id), 'unconfirmed: answer-not-heard')
  assert.equal((await it.ask(account, 'POST', `/people/${both.id}/invitation/confirm`)).status, 204)
  assert.equal(await becameOf(account, run, both.id), 'done')
  it.gatewaySays(null)
  await it.method('email-or-sms')
})

test('by Both: the e-mail’s answer is lost, and the SMS that waits is taken back: it is unconfirmed', async () => {
  await it.method('both')
  it.gatewaySays({ status: 503, text: 'Temporal failure, try again later.' })
  const { account, alone, both, run } = await twoInvited()
  await deliverTo({ dot: { drop: true } })
  assert.equal((await it.ask(account, 'POST', `/people/${both.id}/invitation/cancel`)).status, 204)
  const { state, isUnconfirmed } = await it.invitationOf(account, both.id)
  assert.deepEqual([state, isUnconfirmed], ['waiting', true])
  assert.equal(await becameOf(account, run, both.id), 'unconfirmed: answer-not-heard')
  assert.equal((await it.invitationOf(account, alone.id)).isUnconfirmed, true)
  it.gatewaySays(null)
  await it.method('email-or-sms')
})

test('whose message waited for days is tried for 72 hours all the same', async () => {
  const { account, alone } = await twoInvited()
  const later = { RCPT: '451 4.7.1 Greylisted' } as const
  await inAccount(it.database.db, account.id, tx =>
    tx
      .updateTable('message')
      .set({ created_at: new Date(Date.now() - 5 * 86_400_000) })
      .execute(),
  )
  await deliverTo(later)
  await deliverTo(later, 2)
  assert.equal((await it.invitationOf(account, alone.id)).state, 'waiting')
  await deliverTo(later, 3.1)
  assert.deepEqual(await cardOf(account, alone.id), ['error', 'tries-used-up', 'ok'])
})

test('what is sent once more and refused may have arrived the first time: it stays unconfirmed, until that is told', async () => {
  const { account, alone } = await twoInvited({ unconfirmedPolicy: 'hold' })
  await deliverTo({ dot: { drop: true } })
  const again = await press(account, 'user.send-again', [alone.id])
  await deliverTo({ dot: '554 5.7.1 Refused for its content' })
  const { state, isUnconfirmed } = await it.invitationOf(account, alone.id)
  assert.deepEqual([state, isUnconfirmed], ['waiting', true])
  assert.equal(await becameOf(account, again, alone.id), 'unconfirmed: answer-not-heard')
  const { items } = (await it.ask(account, 'GET', `/people/${alone.id}/timeline`)).body
  assert.ok(JSON.stringify(items).includes('Refused for its content'))
  assert.equal((await it.ask(account, 'POST', `/people/${alone.id}/invitation/confirm`)).status, 204)
  assert.equal((await it.invitationOf(account, alone.id)).state, 'sent')
})

test('of an SMS that the gateway put off nothing can be reported: it has not left', async () => {
  await it.method('sms-or-email')
  it.gatewaySays({ status: 503, text: 'Temporal failure, try again later.' })
  const { account, both, run } = await twoInvited()
  await it.deliver()
  const sms = await inAccount(it.database.db, account.id, tx =>
    tx.selectFrom('message').select('id').where('channel', '=', 'sms').executeTakeFirstOrThrow(),
  )
  const report = { outcome: 'delivered', reply: '' } as const
  await noteReport(
    it.database.db,
    messageKinds(it.installation),
    { accountId: account.id, messageId: sms.id },
    report,
  )
  assert.equal(await becameOf(account, run, both.id), 'pending')
  assert.equal((await it.invitationOf(account, both.id)).state, 'waiting')
  it.gatewaySays(null)
  await it.method('email-or-sms')
})

test('a number that is shared is given up once, whoever is told first', async () => {
  it.gatewaySays({ status: 400, text: 'Unknown receiver number' })
  const account = await anAccount(it.database.db)
  const phone = it.aPhone()
  const people = await Promise.all(
    [1, 2, 3].map(() => aUser(it.database.db, account, { email: null, phone })),
  )
  await it.ask(account, 'PATCH', '/settings', { bulkHoldSeconds: 0 })
  const ids = people.map(one => one.id)
  const run = await press(account, 'user.invite', ids)
  await it.deliver()
  it.gatewaySays(null)
  assert.equal((await suppressedIn(account)).length, 1)
  const { counts } = (await it.ask(account, 'GET', `/runs/${run}`)).body
  assert.equal(counts.failed + counts.skipped, 3)
  for (const id of ids) assert.equal((await it.invitationOf(account, id)).state, 'error')
})

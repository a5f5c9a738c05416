import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { anAccount, appFor, aUser, type TestAccount } from '../../../../test/account.ts'
import { asker } from '../../../../test/ask.ts'
import { doEverythingDue } from '../../../../test/mail.ts'
import { aPlaceWithMailAndSms } from '../../../../test/place.ts'
import type { SmsAnswer } from '../../../../test/scripted-sms-gateway.ts'
import { inAccount } from '../../../db/connect.ts'
import { inboundUrlOf } from '../sms/gateway-tokens.ts'
import { meaningOfAnswer } from './hear-answer.ts'

const takes: SmsAnswer = { status: 202, text: '0: Accepted for delivery' }
let answer: SmsAnswer
const place = await aPlaceWithMailAndSms(() => answer)
const { database, app, sink, gateway, installation } = place
beforeEach(() => {
  gateway.taken.length = 0
  answer = takes
})
const deliver = () => doEverythingDue(database, sink.url, new Date(Date.now() + 1000), installation)
const ask = (
  account: TestAccount,
  verb: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  payload?: object,
) => place.ask(account, verb, url, payload && { payload })
const pathOf = (url: string) => url.replace(installation.publicUrl, '')
const says = (from: string, text: string, url = pathOf(inboundUrlOf(installation))) =>
  app.inject(`${url}?${new URLSearchParams({ from, to: '15550100', text })}`)
const invite = (account: TestAccount, id: string) => ask(account, 'POST', `/people/${id}/invitation`)
const cardOf = async (account: TestAccount, id: string) => (await ask(account, 'GET', `/people/${id}`)).body
const suppressionsOf = async (account: TestAccount) =>
  (await ask(account, 'GET', '/suppressions')).body.items as Record<string, unknown>[]
const lift = (account: TestAccount, { id }: Record<string, unknown>) =>
  ask(account, 'DELETE', `/suppressions/${id}`)
const messageStates = (account: TestAccount) =>
  inAccount(database.db, account.id, async tx =>
    (await tx.selectFrom('message').select('state').orderBy('created_at').execute()).map(row => row.state),
  )

let phones = 0
const aPhone = () => `+7916${String(++phones).padStart(7, '2')}`

async function anInvited(phone = aPhone()) {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, { email: null, phone })
  await invite(account, id)
  await deliver()
  const reportUrl = pathOf(gateway.taken.at(-1)?.reportUrl ?? '')
  const reports = (status: number, reply = '') =>
    app.inject(reportUrl.replace('%d', String(status)).replace('%A', encodeURIComponent(reply)))
  return { account, id, phone, reports, reportUrl }
}

test('STOP and its kin are understood in any dress, and nothing else is', () => {
  for (const text of [
    'STOP',
    ' stop. ',
    'Stop!',
    'STOPALL',
    'unsubscribe',
    'Cancel',
    'END',
    'quit',
    'Стоп',
    'СТОП!',
  ])
    assert.equal(meaningOfAnswer(text), 'stop', text)
  for (const text of ['START', 'start.', 'Старт']) assert.equal(meaningOfAnswer(text), 'start', text)
  for (const text of ['', 'when does it stop?', 'do not stop', 'thanks'])
    assert.equal(meaningOfAnswer(text), null, text)
})

test('who answers STOP is written to no more, by any account; the list says why; only START undoes it', async () => {
  const { account, id, phone } = await anInvited()
  const other = await anAccount(database.db)
  assert.equal((await says(phone.replace('+', ''), 'Stop')).statusCode, 200)
  const card = await cardOf(account, id)
  assert.equal(card.phoneVerdict, 'suppressed')
  const [listed] = await suppressionsOf(account)
  assert.deepEqual(
    [listed?.address, listed?.reason, listed?.whyNotLift, (listed!.person as { id: string }).id],
    [phone, 'stopped', 'still-stopped', id],
  )
  const lifted = await lift(account, listed!)
  assert.deepEqual([lifted.status, lifted.body.code], [409, 'still-stopped'])
  assert.equal((await invite(account, id)).body.faults[0].reason, 'address-suppressed')

  const person = { firstName: 'Ana', templateId: other.templates.readOnly, phone }
  const there = (await ask(other, 'POST', '/people', person)).body
  assert.equal((await cardOf(other, there.id)).phoneVerdict, 'suppressed')

  assert.equal((await says(phone, 'START')).statusCode, 200)
  assert.equal((await cardOf(account, id)).phoneVerdict, 'ok')
  assert.deepEqual(await suppressionsOf(account), [])
  assert.equal((await invite(account, id)).status, 202)
})

test('an answer that is no STOP is taken and changes nothing, however long; a call that cannot be read is turned away', async () => {
  const { account, id, phone } = await anInvited()
  const url = pathOf(inboundUrlOf(installation))
  assert.equal((await says(phone, 'Who are you? '.repeat(500))).statusCode, 200)
  assert.equal((await app.inject(`${url}?from=1&from=2&text=STOP`)).statusCode, 400)
  assert.equal((await cardOf(account, id)).phoneVerdict, 'ok')
})

test('STOP while a message waits: it is suppressed, never sent, and the person is in Error', async () => {
  const { account, id, phone } = await anInvited()
  await invite(account, id)
  await says(phone, 'STOP')
  gateway.taken.length = 0
  await deliver()
  assert.deepEqual(gateway.taken, [])
  assert.deepEqual(await messageStates(account), ['accepted', 'suppressed'])
})

test('STOP to the first copy of what is to leave once more: it does not leave, and whether it arrived is for a person to say', async () => {
  const { account, id, phone } = await anInvited()
  await invite(account, id)
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('message')
      .set({ is_resend: true, dot_at: new Date(), attempt: 1 })
      .where('state', '=', 'queued')
      .execute(),
  )
  await says(phone, 'STOP')
  gateway.taken.length = 0
  await deliver()
  assert.deepEqual(gateway.taken, [])
  assert.deepEqual(await messageStates(account), ['accepted', 'unconfirmed'])
  const { invitation } = await cardOf(account, id)
  assert.deepEqual([invitation.state, invitation.isUnconfirmed], ['waiting', true])
})

test('STOP between the claim and the end of a message: the fence holds it back', async () => {
  const { account, id, phone } = await anInvited()
  await invite(account, id)
  // As another process would note it: for the number alone, with no account touched yet.
  await database.db.insertInto('stopped_number').values({ sending_number: '15550100', phone }).execute()
  gateway.taken.length = 0
  await deliver()
  assert.deepEqual(gateway.taken, [])
  assert.deepEqual(await messageStates(account), ['accepted', 'suppressed'])
})

test('who stopped a number of ours that we had before is written to again after START', async () => {
  const { account, id, phone } = await anInvited()
  await database.db.insertInto('stopped_number').values({ sending_number: '15550199', phone }).execute()
  await says(phone, 'STOP')
  await says(phone, 'START')
  assert.equal((await invite(account, id)).status, 202)
  await deliver()
  assert.deepEqual(await messageStates(account), ['accepted', 'accepted'])
})

test('a changed number is written to again', async () => {
  const { account, id, phone } = await anInvited()
  await says(phone, 'STOP')
  const edited = await ask(account, 'PATCH', `/people/${id}`, { phone: aPhone() })
  assert.equal(edited.body.phoneVerdict, 'ok')
  assert.equal((await invite(account, id)).status, 202)
})

test('answers from nobody we wrote to, and to addresses that are none of ours, change nothing', async () => {
  const { account, phone } = await anInvited()
  await says('+79169999999', 'STOP')
  assert.deepEqual(
    await database.db.selectFrom('stopped_number').where('phone', '=', '+79169999999').execute(),
    [],
  )
  const forged = await says(phone, 'STOP', '/api/v1/sms/answers/not-the-token')
  assert.equal(forged.statusCode, 404)
  assert.deepEqual(await suppressionsOf(account), [])
})

test('a report of delivery makes an accepted message delivered', async () => {
  const { account, id, reports } = await anInvited()
  assert.equal((await reports(1, 'stat:DELIVRD')).statusCode, 200)
  assert.deepEqual(await messageStates(account), ['delivered'])
  assert.equal((await cardOf(account, id)).invitation.state, 'sent')
})

test('a report of delivery settles a message whose answer was lost', async () => {
  answer = { drop: true }
  const { account, id } = await anInvited()
  assert.equal((await cardOf(account, id)).invitation.isUnconfirmed, true)
  const reportUrl = pathOf(gateway.heard.at(-1)!.reportUrl)
  await app.inject(reportUrl.replace('%d', '1').replace('%A', ''))
  const { invitation } = await cardOf(account, id)
  assert.deepEqual([invitation.state, invitation.isUnconfirmed], ['sent', false])
  assert.deepEqual(await messageStates(account), ['delivered'])
})

test('a number that does not exist: Error, suppressed, no reminders; an admin may write to it again, on the record', async () => {
  const { account, id, phone, reports } = await anInvited()
  await reports(2, 'id:1 stat:UNDELIV err:001')
  const card = await cardOf(account, id)
  assert.deepEqual(
    [card.invitation.state, card.invitation.reason, card.phoneVerdict],
    ['error', 'number-does-not-exist', 'suppressed'],
  )
  assert.deepEqual(await messageStates(account), ['bounced'])
  const [listed] = await suppressionsOf(account)
  assert.deepEqual(
    [listed?.address, listed?.whyNotLift, listed?.detail],
    [phone, null, 'id:1 stat:UNDELIV err:001'],
  )
  assert.equal((await lift(account, listed!)).status, 204)
  assert.equal((await cardOf(account, id)).phoneVerdict, 'ok')
  const { items } = (await ask(account, 'GET', '/audit-events')).body
  const events = items.map((one: { event: string }) => one.event)
  assert.ok(events.includes('address.suppressed') && events.includes('address.written-again'))
})

test('STOP, and a number that does not exist: both have to be taken back, each by who can', async () => {
  const { account, id, phone, reports } = await anInvited()
  const tryToLift = async () => {
    const [listed] = await suppressionsOf(account)
    const { status } = await lift(account, listed!)
    return [listed!.reason, listed!.whyNotLift, status, (await cardOf(account, id)).phoneVerdict]
  }
  await says(phone, 'STOP')
  await reports(2, 'id:1 stat:UNDELIV err:001')
  assert.deepEqual(await tryToLift(), ['number-does-not-exist', 'still-stopped', 409, 'suppressed'])
  await says(phone, 'START')
  assert.equal((await cardOf(account, id)).phoneVerdict, 'suppressed')
  assert.deepEqual(await tryToLift(), ['number-does-not-exist', null, 204, 'ok'])
})

test('a phone that was only switched off: Error, and not suppressed', async () => {
  const { account, id, reports } = await anInvited()
  await reports(2, 'stat:EXPIRED')
  const card = await cardOf(account, id)
  assert.deepEqual([card.invitation.reason, card.phoneVerdict], ['phone-unreachable', 'ok'])
  assert.deepEqual(await suppressionsOf(account), [])
})

test('forged reports, and reports that say nothing final, change nothing', async () => {
  const { account, reports, reportUrl } = await anInvited()
  await reports(8, 'accepted by the operator')
  const forged = reportUrl.replace(/\/[\w-]+\?/, `/${'A'.repeat(43)}?`).replace('%d', '2')
  assert.equal((await app.inject(forged)).statusCode, 404)
  const another = await anInvited()
  const mixed = reportUrl.replace(account.id, another.account.id).replace('%d', '2')
  assert.equal((await app.inject(mixed)).statusCode, 404)
  assert.deepEqual(await messageStates(account), ['accepted'])
})

const twilio = {
  ...installation,
  smsUrl: `twilio://AC1:token@127.0.0.1:${gateway.port}?from=+15550100&pace=1000`,
}

test('a STOP that the gateway alone heard: not written to, until a START, or until somebody knows of one', async () => {
  const account = await anAccount(database.db)
  const phone = aPhone()
  const { id } = await aUser(database.db, account, { email: null, phone })
  const refused = async () => {
    assert.equal((await invite(account, id)).status, 202)
    await doEverythingDue(database, sink.url, new Date(Date.now() + 1000), twilio)
    const { invitation, phoneVerdict } = await cardOf(account, id)
    assert.deepEqual([invitation.state, invitation.reason, phoneVerdict], ['error', 'stopped', 'suppressed'])
    const [listed] = await suppressionsOf(account)
    assert.deepEqual([listed?.address, listed?.reason, listed?.whyNotLift], [phone, 'stopped', null])
    return listed!
  }
  answer = { status: 400, text: '{"code":21610}' }
  const listed = await refused()
  assert.equal((await invite(account, id)).body.faults[0].reason, 'address-suppressed')
  assert.equal((await lift(account, listed)).status, 204)
  await refused()
  await says(phone, 'START')
  assert.deepEqual(await suppressionsOf(account), [])
})

test('a Twilio-compatible gateway must sign what it tells; Both stays sent while the other channel holds', async () => {
  const there = await appFor(database, { installation: twilio })
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, { email: null, phone: aPhone() })
  answer = { status: 201, text: '{"sid":"SM1"}' }
  await asker(database.db, there)(account, 'POST', `/people/${id}/invitation`)
  await doEverythingDue(database, sink.url, new Date(Date.now() + 1000), twilio)
  const { reportUrl } = gateway.taken.at(-1)!
  const fields = { ErrorCode: '30005', MessageSid: 'SM1', MessageStatus: 'undelivered' }
  const payload = new URLSearchParams(fields).toString()
  const signature = createHmac('sha1', 'token')
    .update(`${reportUrl}ErrorCode30005MessageSidSM1MessageStatusundelivered`)
    .digest('base64')
  const tell = (signed: string) =>
    there.inject({
      method: 'POST',
      url: pathOf(reportUrl),
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signed },
    })
  assert.equal((await tell('bm90IGl0')).statusCode, 404)
  assert.deepEqual(await messageStates(account), ['accepted'])
  assert.equal((await tell(signature)).statusCode, 200)
  assert.deepEqual(await messageStates(account), ['bounced'])
  await there.close()
})

import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import pg from 'pg'
import { anAccount, appFor, aUser, signIn, type TestAccount } from '../../../test/account.ts'
import { asker } from '../../../test/ask.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMailAndSms } from '../../../test/place.ts'
import type { HeardSms, SmsAnswer } from '../../../test/scripted-sms-gateway.ts'
import { inAccount } from '../../db/connect.ts'
import { sizeOfSms } from '../delivery/index.ts'
import type { VerificationMethod } from '../settings/index.ts'

const takes: SmsAnswer = { status: 202, text: '0: Accepted for delivery' }
let answer: (sms: HeardSms, number: number) => SmsAnswer
const place = await aPlaceWithMailAndSms((sms, number) => answer(sms, number))
const { database, app, sink, gateway, installation } = place
beforeEach(async () => {
  sink.forget()
  gateway.taken.length = 0
  gateway.heard.length = 0
  answer = () => takes
  await method('email-or-sms')
})
async function method(verification_method: VerificationMethod): Promise<void> {
  await inOperator(`update installation_setting set verification_method = '${verification_method}'`)
}
async function inOperator(text: string): Promise<void> {
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await owner.query(text)
  await owner.end()
}
const days = (count: number) => new Date(Date.now() + count * 24 * 60 * 60 * 1000 + 60_000)
const deliver = (now = new Date(Date.now() + 1000)) => doEverythingDue(database, sink.url, now, installation)
const ask = (account: TestAccount, verb: 'GET' | 'POST', url: string, payload?: object) =>
  place.ask(account, verb, url, payload && { payload })
const invite = (account: TestAccount, id: string) => ask(account, 'POST', `/people/${id}/invitation`)
const invitationOf = async (account: TestAccount, id: string) =>
  (await ask(account, 'GET', `/people/${id}`)).body.invitation
const messagesOf = (account: TestAccount) =>
  inAccount(database.db, account.id, tx =>
    tx.selectFrom('message').selectAll().orderBy('channel').orderBy('ordinal').execute(),
  )
const linkIn = (text: string) => /\/join\/([\w-]{43})/.exec(text)![1]!

let phones = 0
const aPhone = () => `+7905${1_111_111 + ++phones}`

async function anInvited(more: { email?: string | null; phone?: string | null; language?: 'ru' } = {}) {
  const account = await anAccount(database.db)
  const phone = more.phone === undefined ? aPhone() : more.phone
  const { id } = await aUser(database.db, account, { email: null, ...more, phone })
  const answered = await invite(account, id)
  await deliver()
  return { account, id, phone, answered }
}

test('who has only a phone gets the link by SMS, joins with it, and signs in with the number', async () => {
  const { account, id, phone } = await anInvited()
  const [sms] = gateway.taken
  assert.deepEqual([sms?.to, gateway.taken.length], [phone, 1])
  assert.match(sms!.text, /Ada Admin invites you to join Northwind Builders/)
  assert.match(sms!.text, new RegExp(`user name: \\${phone}`))
  assert.match(sms!.text, /STOP/)
  assert.equal((await invitationOf(account, id)).state, 'sent')
  const secret = linkIn(sms!.text)
  const view = await app.inject(`/api/v1/join/${secret}`)
  assert.deepEqual([view.json().state, view.json().userName], ['open', phone])
  const password = 'violet harbour engine 88'
  const joined = await app.inject({ method: 'POST', url: `/api/v1/join/${secret}`, payload: { password } })
  assert.equal(joined.statusCode, 204)
  assert.ok(await signIn(app, phone!, password))
  assert.ok(await signIn(app, phone!.replace('+', ''), password))
})

test('an SMS in Russian is Russian', async () => {
  await anInvited({ language: 'ru' })
  assert.match(gateway.taken[0]!.text, /приглашает вас .* Имя пользователя: \+7905/)
})

const both = { email: 'someone', phone: 'a phone' }
for (const [how, who, mails, texts] of [
  ['email-or-sms', both, 1, 0],
  ['email-or-sms', { phone: 'a phone' }, 0, 1],
  ['sms-or-email', both, 0, 1],
  ['sms-or-email', { email: 'someone' }, 1, 0],
  ['both', both, 1, 1],
  ['both', { phone: 'a phone' }, 0, 1],
  ['email-only', both, 1, 0],
] as const) {
  test(`${how}: who has ${Object.keys(who).join(' and ')} gets ${mails} e-mail and ${texts} SMS; reminders go the same way`, async () => {
    await method(how)
    const email = 'email' in who ? `ana-${aPhone().slice(1)}@example.com` : null
    const { account, id, phone } = await anInvited({ email, phone: 'phone' in who ? aPhone() : null })
    const came = async () => [
      (await sink.mailTo(email ?? '')).length,
      gateway.taken.filter(sms => sms.to === phone).length,
    ]
    assert.deepEqual(await came(), [mails, texts])
    assert.equal((await invitationOf(account, id)).state, 'sent')
    await deliver(days(3))
    assert.deepEqual(await came(), [mails * 2, texts * 2])
    const mine = gateway.taken.filter(sms => sms.to === phone)
    const userNames = mine.map(sms => /user name: (\S+)\./.exec(sms.text)?.[1])
    for (const named of userNames) assert.equal(named, email ?? phone)
    assert.equal(new Set(mine.map(sms => linkIn(sms.text))).size, texts)
  })
}

for (const [how, who, reason] of [
  ['email-or-sms', { phone: '9051111111' }, 'phone-without-country-code'],
  ['email-or-sms', { phone: '+7905' }, 'phone-malformed'],
  ['email-or-sms', { phone: '+74951234567' }, 'phone-not-mobile'],
  ['email-or-sms', { phone: null }, 'no-address'],
  ['email-or-sms', { email: 'a@b', phone: '+79051111111' }, 'email-malformed'],
  ['sms-or-email', { email: 'a@example.com', phone: '9051111111' }, 'phone-without-country-code'],
  ['both', { email: 'a@b', phone: '9051111111' }, 'email-malformed'],
  ['email-only', { phone: '+79051111111' }, 'email-required-by-policy'],
] as const) {
  test(`${how}: ${JSON.stringify(who)} is refused with ${reason}, and shown as Error`, async () => {
    await method(how)
    const { account, id, answered } = await anInvited(who)
    assert.deepEqual([answered.status, answered.body.faults[0].reason], [409, reason])
    assert.deepEqual([sink.recipients().length, gateway.taken.length], [0, 0])
    const invitation = await invitationOf(account, id)
    assert.deepEqual([invitation.state, invitation.reason], ['error', reason])
  })
}

test('with a real mail server and no gateway a phone alone is refused up front', async () => {
  const mute = await appFor(database, { installation: { smtpUrl: sink.url, smsUrl: null } })
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, { email: null, phone: aPhone() })
  const refused = await asker(database.db, mute)(account, 'POST', `/people/${id}/invitation`)
  await mute.close()
  assert.deepEqual([refused.status, refused.body.faults[0].reason], [409, 'sms-not-set-up'])
})

const refusal: SmsAnswer = { status: 400, text: 'Unknown receiver number' }

test('Both: sent at the first acceptance, whatever becomes of the other', async () => {
  await method('both')
  answer = () => refusal
  const { account, id } = await anInvited({ email: `x-${aPhone().slice(1)}@example.com` })
  assert.equal((await invitationOf(account, id)).state, 'sent')
  assert.deepEqual(
    (await messagesOf(account)).map(message => [message.channel, message.state]),
    [
      ['email', 'accepted'],
      ['sms', 'refused'],
    ],
  )
})

test('Both: in a run a person is done at the first acceptance, and failed only when all fail', async () => {
  await method('both')
  answer = () => refusal
  const account = await anAccount(database.db)
  const ids = [
    (await aUser(database.db, account, { phone: aPhone() })).id,
    (await aUser(database.db, account, { email: null, phone: aPhone() })).id,
  ]
  const run = await ask(account, 'POST', '/bulk-actions/user.invite/runs', { selection: { ids } })
  await deliver(days(0.01))
  const { counts, reasons } = (await ask(account, 'GET', `/runs/${run.body.id}`)).body
  assert.deepEqual([counts.done, counts.failed], [1, 1])
  assert.deepEqual(reasons, [{ outcome: 'failed', reason: 'number-does-not-exist', count: 1 }])
})

test('a gateway that refuses our sign-in pauses SMS with one clear reason, e-mail goes on, and nothing is lost', async () => {
  answer = () => ({ status: 403, text: 'Authorization failed for sendsms' })
  const { account, id } = await anInvited()
  const byMail = await aUser(database.db, account)
  await invite(account, byMail.id)
  await deliver()
  assert.equal((await invitationOf(account, byMail.id)).state, 'sent')
  assert.equal((await invitationOf(account, id)).state, 'waiting')
  const [row] = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('account').select(['sms_paused_reason', 'sending_paused_reason']).execute(),
  )
  assert.deepEqual(row, {
    sms_paused_reason: 'sign-in-refused-by-gateway',
    sending_paused_reason: null,
  })
  answer = () => takes
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('account').set({ sms_paused_until: new Date() }).execute(),
  )
  await deliver()
  assert.equal((await invitationOf(account, id)).state, 'sent')
  assert.equal(gateway.taken.length, 1)
})

for (const [what, said, state] of [
  ['throttled', { status: 429, text: '' }, 'deferred'],
  ['down for a while', { status: 503, text: 'Temporal failure, try again later.' }, 'deferred'],
  ['unknown number', refusal, 'refused'],
  ['hung up after the end', { drop: true }, 'unconfirmed'],
  ['never answers', { stall: true }, 'unconfirmed'],
] as const) {
  test(`${what}: the message is ${state}`, async () => {
    answer = () => said
    const { account, id } = await anInvited()
    assert.equal((await messagesOf(account))[0]?.state, state)
    const invitation = await invitationOf(account, id)
    assert.deepEqual(
      [invitation.state, invitation.isUnconfirmed],
      [state === 'refused' ? 'error' : 'waiting', state === 'unconfirmed'],
    )
  })
}

test('under retry an SMS whose answer was lost goes once more, with the same reference and the same words', async () => {
  const account = await anAccount(database.db)
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('account').set({ unconfirmed_policy: 'retry' }).execute(),
  )
  const { id } = await aUser(database.db, account, { email: null, phone: aPhone() })
  answer = (_, number) => (number === 0 ? { drop: true } : takes)
  await invite(account, id)
  await deliver()
  const [first, second] = gateway.heard
  assert.deepEqual([first, gateway.heard.length], [second, 2])
})

test('who is inactivated while their SMS waits gets none', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, { email: null, phone: aPhone() })
  await invite(account, id)
  await ask(account, 'POST', '/bulk-actions/user.inactivate/runs', { selection: { ids: [id] } })
  await deliver(new Date(Date.now() - 60_000))
  await deliver()
  assert.deepEqual(gateway.heard, [])
})

test('the review says how many by which channel, and in how many segments, exactly', async () => {
  const account = await anAccount(database.db)
  const ids: string[] = []
  for (let n = 0; n < 3; n++) ids.push((await aUser(database.db, account)).id)
  const mine = [aPhone(), aPhone()]
  for (const [place, phone] of mine.entries())
    ids.push((await aUser(database.db, account, { email: null, phone, language: place ? 'ru' : 'en' })).id)
  const sendingOf = async () =>
    (await ask(account, 'POST', '/bulk-actions/user.invite/reviews', { selection: { ids } })).body.sending
  const { smsSegments, ...counts } = await sendingOf()
  assert.deepEqual(counts, { email: 3, sms: 2, isExact: true })
  await ask(account, 'POST', '/bulk-actions/user.invite/runs', { selection: { ids } })
  await deliver(days(0.01))
  const texts = gateway.taken.filter(sms => mine.includes(sms.to))
  const segments = texts.map(sms => sizeOfSms(sms.text).segments)
  assert.equal(
    smsSegments,
    segments.reduce((sum, many) => sum + many, 0),
  )
  assert.deepEqual([segments.length, smsSegments > 2], [2, true])
})

import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { anAccount, aUser, signIn, type TestAccount } from '../../../test/account.ts'
import { leaveUnconfirmed } from '../../../test/bulk-subjects.ts'
import { linkIn } from '../../../test/mail.ts'
import { runActions } from '../../../test/run-actions.ts'
import { onAccountLine } from '../../db/account-line.ts'
import { inAccount } from '../../db/connect.ts'
import { messageKinds } from '../../registry.ts'
import { ledger } from '../delivery/ledger.ts'
import { noteReport } from '../delivery/note-report.ts'
import { kannelReport } from '../delivery/sms/delivery-report.ts'
import { endInvitations } from './end-invitations.ts'
import { decideFollowUps } from './follow-ups.ts'
import { invitationMessages } from './invitation-messages.ts'
import { bothWays, linkInText } from './testing.ts'

const it = await bothWays()
beforeEach(async () => {
  it.gatewaySays(null)
  await it.method('email-or-sms')
})

const password = 'violet harbour engine 88'
const join = (secret: string, chosen = password) =>
  it.app.inject({ method: 'POST', url: `/api/v1/join/${secret}`, payload: { password: chosen } })
const clockOf = ({ id }: TestAccount, personId: string) =>
  inAccount(it.database.db, id, tx =>
    tx
      .selectFrom('person_state as s')
      .innerJoin('invitation as i', 'i.id', 's.invitation_id')
      .select([
        's.invitation_state',
        'i.id',
        'i.sent_at',
        'i.expires_at',
        'i.next_follow_up_at',
        'i.replaced_at',
      ])
      .where('s.person_id', '=', personId)
      .executeTakeFirstOrThrow(),
  )

test('Both, called back: state, secret and clock are as they were, and both messages are cancelled', async () => {
  await it.method('both')
  const { account, id, email, phone } = await it.anInvited()
  const before = await clockOf(account, id)
  await it.ask(account, 'PATCH', '/settings', { bulkHoldSeconds: 600 })
  const { body } = await it.ask(account, 'POST', '/bulk-actions/user.invite/runs', {
    selection: { ids: [id] },
  })
  await it.deliver()
  assert.equal((await it.invitationOf(account, id)).state, 'waiting')
  assert.equal((await it.ask(account, 'POST', `/runs/${body.id}/cancel`)).body.counts.cancelled, 1)

  assert.deepEqual(await clockOf(account, id), before)
  await it.deliver(1)
  const states = (await it.messagesOf(account, id)).map(({ channel, state, reason }) => [
    channel,
    state,
    reason,
  ])
  assert.deepEqual(states, [
    ['email', 'accepted', null],
    ['sms', 'accepted', null],
    ['email', 'cancelled', 'run-cancelled'],
    ['sms', 'cancelled', 'run-cancelled'],
  ])
  const [mail] = await it.sink.mailTo(email)
  assert.deepEqual([(await it.sink.mailTo(email)).length, it.textsTo(phone).length], [1, 1])
  assert.equal((await join(linkIn(mail!).secret)).statusCode, 204)
})

test('Both: an e-mail that comes back while the SMS still waits; sent, with its clock, once that is accepted', async () => {
  await it.method('both')
  it.gatewaySays({ status: 503, text: 'Temporal failure, try again later.' })
  const { account, id, phone } = await it.anInvited()
  assert.equal((await it.invitationOf(account, id)).state, 'sent')
  const [mail] = await it.messagesOf(account, id)
  await it.tell(mail!.id, { event: 'failed', status: '5.1.1', words: '550 5.1.1 gone' })
  assert.equal((await it.invitationOf(account, id)).state, 'waiting')
  assert.equal((await clockOf(account, id)).sent_at, null)

  it.gatewaySays(null)
  await it.deliver(0.1)
  const { invitation_state, sent_at, next_follow_up_at } = await clockOf(account, id)
  assert.equal(invitation_state, 'sent')
  assert.equal(next_follow_up_at!.getTime() - sent_at!.getTime(), 3 * 86_400_000)
  assert.equal(it.textsTo(phone).length, 1)
})

test('an invitation and its reminder that come back at once are told by one SMS', async () => {
  for (let round = 0; round < 4; round++) {
    const account = await anAccount(it.database.db)
    await it.ask(account, 'PATCH', '/settings', { smsAfterBounce: true })
    const { id } = await it.anInvited({}, account)
    await it.deliver(3)
    const mails = await it.messagesOf(account, id)
    assert.deepEqual(
      mails.map(({ kind, channel, state }) => [kind, channel, state]),
      [
        ['welcome', 'email', 'accepted'],
        ['follow-up', 'email', 'accepted'],
      ],
    )
    const refused = { event: 'failed', status: '5.7.1', words: '550 5.7.1 not from there' }
    await Promise.all(mails.map(mail => it.tell(mail.id, refused)))
    const texts = (await it.messagesOf(account, id)).filter(({ channel }) => channel === 'sms')
    assert.deepEqual(
      texts.map(({ state }) => state),
      ['queued'],
    )
  }
})

test('two people who share a phone and have no e-mail each get their own link; the second is told why it cannot be theirs too', async () => {
  const account = await anAccount(it.database.db)
  const phone = it.aPhone()
  const first = await it.anInvited({ email: null, phone }, account)
  const second = await it.anInvited({ email: null, phone }, account)
  const [one, other] = it.textsTo(phone).map(linkInText)
  assert.notEqual(one, other)
  assert.equal((await join(one!)).statusCode, 204)
  assert.equal((await it.invitationOf(account, first.id)).state, 'accepted')
  assert.equal((await it.app.inject(`/api/v1/join/${other}`)).json().needs, 'own-user-name')
  const refused = await join(other!)
  assert.deepEqual([refused.statusCode, refused.json().code], [409, 'user-name-in-use'])
  assert.equal((await it.invitationOf(account, second.id)).state, 'sent')
  assert.ok(await signIn(it.app, phone, password))
})

test('a temporary password by SMS: user name, password and where to sign in, and no link that joins by itself', async () => {
  const account = await anAccount(it.database.db)
  await it.ask(account, 'PATCH', '/settings', { invitationCarries: 'temporary-password' })
  const { id, phone } = await it.anInvited({ email: null }, account)
  const [text = ''] = it.textsTo(phone)
  const temporaryPassword = /\b(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}\b/.exec(text)![0]
  assert.ok(text.includes(phone) && text.includes('/sign-in') && !text.includes('/join/'), text)
  const choose = { userName: phone, temporaryPassword, password }
  const chosen = await it.app.inject({ method: 'POST', url: '/api/v1/session/own-password', payload: choose })
  assert.equal(chosen.statusCode, 204)
  assert.equal((await it.invitationOf(account, id)).state, 'accepted')
  assert.ok(await signIn(it.app, phone, password))
})

test('an account’s own words of an SMS leave through the gateway, with each person’s link in them', async () => {
  const account = await anAccount(it.database.db)
  const words = '/message-templates/invitation.welcome/en'
  const { subject, heading, body, button } = (await it.ask(account, 'GET', words)).body.words
  const saved = await it.ask(account, 'PUT', words, {
    ...{ subject, heading, body, button },
    sms: 'Crane crew: {{ link }} as {{ userName }}',
  })
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  await it.letTheMomentPass()
  const { phone } = await it.anInvited({ email: null }, account)
  const [text = ''] = it.textsTo(phone)
  assert.match(text, /^Crane crew: http\S+\/join\/[\w-]{43} as \+7905/)
})

for (const [how, sms] of [
  ['email-or-sms', 'off'],
  ['email-or-sms', 'on'],
  ['both', 'off'],
] as const) {
  test(`${how}, SMS after a bounce ${sms}: whoever marks an e-mail as spam is reminded by no way, until somebody writes there again`, async () => {
    await it.method(how)
    const account = await anAccount(it.database.db)
    await it.ask(account, 'PATCH', '/settings', { smsAfterBounce: sms === 'on' })
    const { id, email, phone } = await it.anInvited({}, account)
    const texts = it.textsTo(phone).length
    await it.tell((await it.messagesOf(account, id))[0]!.id, { event: 'complained' })
    await it.deliver(3)
    assert.deepEqual([(await it.sink.mailTo(email)).length, it.textsTo(phone).length], [1, texts])
    const last = (await it.messagesOf(account, id)).at(-1)
    assert.deepEqual([last?.kind, last?.state, last?.reason], ['follow-up', 'cancelled', 'complained'])

    const [suppressed] = (await it.ask(account, 'GET', '/suppressions')).body.items
    assert.equal((await it.ask(account, 'DELETE', `/suppressions/${suppressed.id}`)).status, 204)
    await it.deliver(7)
    const way = how === 'both' ? [2, texts + 1] : [2, texts]
    assert.deepEqual([(await it.sink.mailTo(email)).length, it.textsTo(phone).length], way)
  })
}

test('a complaint that comes while a reminder by SMS waits keeps it back, and their card says why', async () => {
  await it.method('both')
  const { account, id } = await it.anInvited()
  const day3 = new Date(Date.now() + 3 * 86_400_000 + 1000)
  await inAccount(it.database.db, account.id, tx => decideFollowUps(tx, it.installation, account.id, day3))
  const [welcome] = await it.messagesOf(account, id)
  await it.tell(welcome!.id, { event: 'complained' })
  await it.deliver(3)
  const reminder = (await it.messagesOf(account, id)).find(
    one => one.kind === 'follow-up' && one.channel === 'sms',
  )
  assert.deepEqual([reminder?.state, reminder?.reason], ['cancelled', 'complained'])
  const { items } = (await it.ask(account, 'GET', `/people/${id}/timeline`)).body
  assert.ok(
    items.some(
      (one: { code: string; params: { reason: string } }) =>
        one.code === 'follow-up-not-sent' && one.params.reason === 'complained',
    ),
  )
})

test('a complaint keeps back no mail that they ask for: the link to a new password comes', async () => {
  const account = await anAccount(it.database.db)
  const { id, email } = await it.anInvited({}, account)
  const [mail] = await it.sink.mailTo(email)
  await join(linkIn(mail!).secret)
  await it.tell((await it.messagesOf(account, id))[0]!.id, { event: 'complained' })
  await it.app.inject({ method: 'POST', url: '/api/v1/forgotten-password', payload: { userName: email } })
  await it.deliver()
  await it.deliver()
  assert.equal((await it.sink.mailTo(email)).length, 2)
})

for (const [seconds, leavesAfter] of [
  [0, 0],
  [86_400, 1],
] as const) {
  test(`a hold of ${seconds} seconds: ${seconds ? 'nothing leaves for a day, and it can be called back until then' : 'it leaves at once'}`, async () => {
    const account = await anAccount(it.database.db)
    const set = (bulkHoldSeconds: number) => it.ask(account, 'PATCH', '/settings', { bulkHoldSeconds })
    assert.equal((await set(seconds)).status, 200)
    assert.equal((await set(86_401)).status, 422)
    const email = `jo-${account.id}@example.com`
    const { id } = await aUser(it.database.db, account, { email })
    const payload = { selection: { ids: [id] } }
    const run = (await it.ask(account, 'POST', '/bulk-actions/user.invite/runs', payload)).body
    const isHeld = async () => (await it.ask(account, 'GET', `/runs/${run.id}`)).body.may.cancel
    await it.deliver(leavesAfter && leavesAfter - 0.01)
    assert.equal((await it.sink.mailTo(email)).length, seconds ? 0 : 1)
    assert.equal(await isHeld(), seconds > 0)
    await it.deliver(leavesAfter)
    assert.equal((await it.sink.mailTo(email)).length, 1)
  })
}

test('a reminder that is in hand when what it reminds of is over says the true reason', async () => {
  const untilNewer = async (account: TestAccount, id: string) =>
    void (await it.ask(account, 'POST', `/people/${id}/invitation`))
  const untilItCameBack = async (account: TestAccount, id: string) => {
    const [welcome] = await it.messagesOf(account, id)
    await it.tell(welcome!.id, { event: 'failed', status: '4.4.7', words: 'Delivery time expired' })
  }
  for (const [happens, reason] of [
    [untilNewer, 'invited-again'],
    [untilItCameBack, 'came-back-meanwhile'],
  ] as const) {
    const account = await anAccount(it.database.db)
    await it.ask(account, 'PATCH', '/settings', { smsAfterBounce: true })
    const { id } = await it.anInvited({}, account)
    const day3 = new Date(Date.now() + 3 * 86_400_000 + 1000)
    await inAccount(it.database.db, account.id, tx => decideFollowUps(tx, it.installation, account.id, day3))
    await onAccountLine(it.database, account.id, async line => {
      const kinds = messageKinds(it.installation)
      const worker = ledger(it.database.db, line, account.id, 'email', randomUUID(), kinds, 'hold')
      const [reminder] = await worker.claim(day3, 1)
      await happens(account, id)
      assert.equal(await worker.fence(reminder!), false)
      await worker.release([reminder!.id])
    })
    const reminder = (await it.messagesOf(account, id)).find(one => one.kind === 'follow-up')
    assert.deepEqual([reminder?.state, reminder?.reason], ['cancelled', reason])
  }
})

test('Both, taken back while the e-mail is in the mail server’s hands: that one decides', async () => {
  await it.method('both')
  const account = await anAccount(it.database.db)
  await it.ask(account, 'PATCH', '/settings', { bulkHoldSeconds: 0 })
  const { id } = await aUser(it.database.db, account, {
    email: `hands-${account.id}@example.com`,
    phone: it.aPhone(),
  })
  const selection = { ids: [id] }
  const run = (await it.ask(account, 'POST', '/bulk-actions/user.invite/runs', { selection })).body.id
  const actions = runActions(it.database)
  await actions.work(new Date(Date.now() + 1000))
  await onAccountLine(it.database, account.id, async line => {
    const kinds = messageKinds(it.installation)
    const worker = ledger(it.database.db, line, account.id, 'email', randomUUID(), kinds, 'hold')
    const [mail] = await worker.claim(new Date(Date.now() + 1000), 1)
    assert.equal(await worker.fence(mail!), true)
    assert.equal((await it.ask(account, 'POST', `/people/${id}/invitation/cancel`)).status, 409)
    assert.equal((await it.ask(account, 'POST', `/runs/${run}/cancel`)).body.counts.pending, 1)
    assert.equal((await it.invitationOf(account, id)).state, 'waiting')
    const { attempt } = mail!
    const said = { state: 'accepted', reason: null, reply: '250 Ok', reference: null } as const
    await worker.note({ id: mail!.id, attempt, ...said, retryInSeconds: null, isResend: false }, null)
  })
  assert.equal((await it.invitationOf(account, id)).state, 'sent')
  assert.equal((await it.ask(account, 'GET', `/runs/${run}`)).body.counts.done, 1)
  assert.deepEqual(
    (await it.messagesOf(account, id)).map(({ channel, state }) => [channel, state]),
    [
      ['email', 'accepted'],
      ['sms', 'cancelled'],
    ],
  )
})

/** Of a run, to somebody without e-mail. */
async function aTextThatWaits() {
  it.gatewaySays({ status: 503, text: 'Temporal failure, try again later.' })
  const account = await anAccount(it.database.db)
  await it.ask(account, 'PATCH', '/settings', { bulkHoldSeconds: 0 })
  const phone = it.aPhone()
  const { id } = await aUser(it.database.db, account, { email: null, phone })
  const selection = { ids: [id] }
  const run = (await it.ask(account, 'POST', '/bulk-actions/user.invite/runs', { selection })).body.id
  await it.deliver()
  return { account, id, phone, run }
}

/** And what is due is delivered once the gateway takes all. */
async function confirmOnlyByEmail(account: TestAccount, phone: string) {
  await it.ask(account, 'PATCH', '/settings', { confirmOnlyByEmail: true })
  it.gatewaySays(null)
  await it.deliver(0.1)
  assert.equal(it.textsTo(phone).length, 0)
}

test('Confirm only by email, switched on while an SMS waits: it does not leave, and its person and its run say why', async () => {
  const { account, id, phone, run } = await aTextThatWaits()
  await confirmOnlyByEmail(account, phone)
  const { state, reason } = await it.invitationOf(account, id)
  assert.deepEqual([state, reason], ['error', 'only-by-email'])
  await it.deliver()
  const { state: ended, reasons } = (await it.ask(account, 'GET', `/runs/${run}`)).body
  assert.deepEqual(
    [ended, reasons],
    ['completed', [{ outcome: 'skipped', reason: 'only-by-email', count: 1 }]],
  )
})

test('Confirm only by email, switched on while an SMS is to leave once more: its first copy may have arrived, and its link works', async () => {
  const { account, id, phone, run } = await aTextThatWaits()
  await inAccount(it.database.db, account.id, tx =>
    tx.updateTable('message').set({ is_resend: true, dot_at: new Date() }).execute(),
  )
  await confirmOnlyByEmail(account, phone)
  const { state, isUnconfirmed } = await it.invitationOf(account, id)
  assert.deepEqual([state, isUnconfirmed], ['waiting', true])
  const { counts } = (await it.ask(account, 'GET', `/runs/${run}`)).body
  assert.deepEqual([counts.unconfirmed, counts.skipped], [1, 0])
  const [message] = await it.messagesOf(account, id)
  assert.deepEqual([message?.state, message?.reason], ['unconfirmed', 'answer-not-heard'])
})

test('Both: an e-mail that comes back at the very moment at which the SMS is taken: it counts as sent', async () => {
  await it.method('both')
  it.gatewaySays({ status: 503, text: 'Temporal failure, try again later.' })
  const { account, id } = await it.anInvited()
  const [mail, text] = await it.messagesOf(account, id)
  let comesBack: Promise<unknown> = Promise.resolve()
  await inAccount(it.database.db, account.id, async tx => {
    const { invitation_id: invitationId, kind } = text!
    await tx.updateTable('message').set({ state: 'accepted' }).where('id', '=', text!.id).execute()
    const accepted = { id: text!.id, personId: id, invitationId, kind, ordinal: 0, channel: 'sms' } as const
    const more = { state: 'accepted', reason: null, reply: null, runId: null, resendRunId: null } as const
    await invitationMessages(it.installation).settled(tx, account.id, [{ ...accepted, ...more }])
    comesBack = it.tell(mail!.id, { event: 'failed', status: '5.1.1', words: '550 5.1.1 gone' })
    await doneOrHeldUp(comesBack)
  })
  await comesBack
  assert.equal((await it.invitationOf(account, id)).state, 'sent')
})

/** By a lock that another transaction of this database holds. */
async function doneOrHeldUp(work: Promise<unknown>): Promise<void> {
  let isDone = false
  work.finally(() => (isDone = true))
  const waiting = sql`select from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.datname = current_database()`
  while (!isDone && !(await waiting.execute(it.database.db)).rows.length);
}

test('Send again sends the invitation, and no reminder of before beside it', async () => {
  await it.method('both')
  const { account, id, phone } = await it.anInvited()
  await it.deliver(3)
  await inAccount(it.database.db, account.id, tx =>
    tx
      .updateTable('message')
      .set({ state: 'unconfirmed', reason: 'answer-not-heard' })
      .where('channel', '=', 'sms')
      .execute(),
  )
  const [mail] = await it.messagesOf(account, id)
  await it.tell(mail!.id, { event: 'failed', status: '5.1.1', words: '550 5.1.1 gone' })
  const { state, isUnconfirmed } = await it.invitationOf(account, id)
  assert.deepEqual([state, isUnconfirmed], ['waiting', true])
  const before = it.textsTo(phone).length
  await it.ask(account, 'POST', `/people/${id}/invitation`)
  await it.deliver()
  await it.deliver()
  assert.equal(it.textsTo(phone).length, before + 1)
  const reminders = (await it.messagesOf(account, id)).filter(({ kind }) => kind === 'follow-up')
  assert.deepEqual(
    reminders.map(one => [one.channel, one.state, one.is_resend]),
    [
      ['email', 'accepted', false],
      ['sms', 'unconfirmed', false],
    ],
  )
})

test('Both: whoever marked the e-mail as spam has it: an SMS that comes back does not put them in Error', async () => {
  await it.method('both')
  const { account, id } = await it.anInvited()
  const [mail, text] = await it.messagesOf(account, id)
  await it.tell(mail!.id, { event: 'complained' })
  const expired = kannelReport('2', 'id:1 stat:EXPIRED')!
  const of = { accountId: account.id, messageId: text!.id }
  await noteReport(it.database.db, messageKinds(it.installation), of, expired)
  assert.equal((await it.invitationOf(account, id)).state, 'sent')
})

test('a message of what is over by now turns out to have arrived: nothing reminds of it', async () => {
  const account = await anAccount(it.database.db)
  const { id } = await aUser(it.database.db, account, { email: `late-${account.id}@example.com` })
  await leaveUnconfirmed(it.database.db, account, id)
  await inAccount(it.database.db, account.id, tx => endInvitations(tx, account.id, [id]))
  const [mail] = await it.messagesOf(account, id)
  await it.tell(mail!.id, { event: 'delivered' })
  const { sent_at, next_follow_up_at } = await clockOf(account, id)
  assert.deepEqual([sent_at === null, next_follow_up_at], [false, null])
})

for (const [sms, answer, then] of [
  ['waits', { status: 503, text: 'Temporal failure, try again later.' }, ['error', false]],
  ['may have arrived', { drop: true }, ['waiting', true]],
] as const) {
  test(`Both: the e-mail comes back while a newer invitation is held, and the SMS ${sms}: called back, nobody is told that it was sent`, async () => {
    await it.method('both')
    it.gatewaySays(answer)
    const { account, id } = await it.anInvited()
    const [mail] = await it.messagesOf(account, id)
    await it.ask(account, 'PATCH', '/settings', { bulkHoldSeconds: 600 })
    const selection = { ids: [id] }
    const { body } = await it.ask(account, 'POST', '/bulk-actions/user.invite/runs', { selection })
    await it.deliver()
    await it.tell(mail!.id, { event: 'failed', status: '5.1.1', words: '550 5.1.1 gone' })
    await it.ask(account, 'POST', `/runs/${body.id}/cancel`)
    const { state, isUnconfirmed } = await it.invitationOf(account, id)
    assert.deepEqual([state, isUnconfirmed], then)
  })
}

for (const mailIs of [
  { state: 'accepted', reason: null },
  { state: 'unconfirmed', reason: 'answer-not-heard' },
] as const) {
  test(`Both: a reminder that comes back takes its channel from an invitation whose e-mail is ${mailIs.state}: in Error once the SMS has failed too`, async () => {
    await it.method('both')
    const { account, id } = await it.anInvited()
    const [mail] = await it.messagesOf(account, id)
    await inAccount(it.database.db, account.id, tx =>
      tx.updateTable('message').set(mailIs).where('id', '=', mail!.id).execute(),
    )
    await it.deliver(3)
    const messages = await it.messagesOf(account, id)
    const comesBack = (kind: string, channel: string) => {
      const { id: messageId } = messages.find(one => one.kind === kind && one.channel === channel)!
      return channel === 'email'
        ? it.tell(messageId, { event: 'failed', status: '5.1.1', words: '550 5.1.1 gone' })
        : noteReport(
            it.database.db,
            messageKinds(it.installation),
            { accountId: account.id, messageId },
            kannelReport('2', 'id:1 stat:EXPIRED')!,
          )
    }
    await comesBack('follow-up', 'email')
    assert.equal((await it.invitationOf(account, id)).state, 'sent')
    await comesBack('welcome', 'sms')
    assert.equal((await it.invitationOf(account, id)).state, 'error')
  })
}

test('Both: who marked one e-mail as spam is reminded by no way, also once another shows that the mailbox is gone', async () => {
  await it.method('both')
  const { account, id, phone, invite } = await it.anInvited()
  await invite()
  await it.deliver()
  const [first, second] = (await it.messagesOf(account, id)).filter(({ channel }) => channel === 'email')
  await it.tell(first!.id, { event: 'complained' })
  await it.tell(second!.id, { event: 'failed', status: '5.1.1', words: '550 5.1.1 gone' })
  await it.deliver(3)
  assert.equal(it.textsTo(phone).length, 2)
})

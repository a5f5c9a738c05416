import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount, aUser, type TestAccount, testInstallation } from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { messageKinds } from '../../registry.ts'
import { dateInWords, heldReason, holdOpenMessages, requeueHeld } from '../delivery/index.ts'
import { decideFollowUps } from './follow-ups.ts'

const { database, sink, ask } = await aPlaceWithMail()

const hourMs = 3_600_000
const invitationOf = (account: TestAccount) =>
  inAccount(database.db, account.id, tx =>
    tx.selectFrom('invitation').select(['sent_at', 'expires_at']).executeTakeFirstOrThrow(),
  )

/** Somebody whose invitation was accepted that long ago, while no worker has been running since. */
async function anInvited(account: TestAccount, ago: string) {
  const email = `ana-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  await ask(account, 'POST', `/people/${id}/invitation`)
  await doEverythingDue(database, sink.url, new Date(Date.now() + 1000))
  await inAccount(database.db, account.id, tx =>
    sql`
      update invitation set sent_at = sent_at - ${ago}::interval, expires_at = expires_at - ${ago}::interval,
        next_follow_up_at = next_follow_up_at - ${ago}::interval`.execute(tx),
  )
  return email
}

test('a reminder that leaves late names the day until which its link really works', async () => {
  const account = await anAccount(database.db)
  const email = await anInvited(account, '17 days')
  const planned = (await invitationOf(account)).expires_at!
  await doEverythingDue(database, sink.url)

  const [, reminder] = await sink.mailTo(email)
  const { expires_at } = await invitationOf(account)
  assert.ok(expires_at! > planned)
  assert.ok(reminder?.text?.includes(dateInWords(expires_at!, 'UTC', 'en')), reminder?.text)
})

test('a daylight-saving change between day 3 and day 7: a reminder leaves after whole days, never early', async () => {
  const account = await anAccount(database.db)
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('account').set({ time_zone: 'America/New_York' }).where('id', '=', account.id).execute(),
  )
  const email = await anInvited(account, '0')
  // Noon in New York; four days later the clocks go forward there, so that one local day has 23 hours.
  const sentAt = new Date('2027-03-10T17:00:00Z')
  const later = (hours: number) => new Date(sentAt.getTime() + hours * hourMs)
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('invitation')
      .set({ sent_at: sentAt, next_follow_up_at: later(72), expires_at: later(28 * 24) })
      .execute(),
  )
  for (const [hours, mails] of [
    [72 - 1, 1],
    [72, 2],
    [7 * 24 - 1, 2],
    [7 * 24, 3],
  ] as const) {
    await doEverythingDue(database, sink.url, later(hours))
    assert.equal((await sink.mailTo(email)).length, mails, `after ${hours} hours`)
  }
})

/** Somebody of whom reminders are due since then, in an account whose reminders leave on workdays from 9 to 17. */
async function anInvitedInOffice(timeZone: string, sentAt: Date, person: { timeZone?: string } = {}) {
  const account = await anAccount(database.db)
  const window = {
    followUpFrom: '09:00',
    followUpUntil: '17:00',
    followUpWeekdays: [1, 2, 3, 4, 5],
    timeZone,
  }
  await ask(account, 'PATCH', '/settings', { payload: window })
  const email = await anInvited(account, '0')
  await inAccount(database.db, account.id, async tx => {
    await tx
      .updateTable('invitation')
      .set({
        sent_at: sentAt,
        next_follow_up_at: new Date(sentAt.getTime() + 72 * hourMs),
        expires_at: new Date(sentAt.getTime() + 60 * 24 * hourMs),
      })
      .execute()
    await tx
      .updateTable('person')
      .set({ time_zone: person.timeZone ?? null })
      .where('email', '=', email)
      .execute()
  })
  const mailsAt = async (now: string) => {
    await doEverythingDue(database, sink.url, new Date(now))
    return (await sink.mailTo(email)).length
  }
  return { account, email, mailsAt }
}

test('a reminder that falls due in the night or on a weekend leaves when its window opens, by the clock of whom it goes to', async () => {
  // Sent on a Wednesday at 22:00 in Berlin: three days later it is Saturday.
  const sentAt = new Date('2026-12-02T21:00:00Z')
  const berlin = await anInvitedInOffice('Europe/Berlin', sentAt)
  assert.equal(await berlin.mailsAt('2026-12-05T21:30:00Z'), 1, 'on Saturday night')
  assert.equal(await berlin.mailsAt('2026-12-07T07:59:00Z'), 1, 'early on Monday')
  assert.equal(await berlin.mailsAt('2026-12-07T08:00:00Z'), 2, 'at nine')
  const chicago = await anInvitedInOffice('Europe/Berlin', sentAt, { timeZone: 'America/Chicago' })
  assert.equal(await chicago.mailsAt('2026-12-07T08:00:00Z'), 1, 'in Chicago it is night')
  assert.equal(await chicago.mailsAt('2026-12-07T15:00:00Z'), 2)
})

const remindersOf = (account: TestAccount) =>
  inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('message')
      .select(['ordinal', 'state', 'reason', 'due_at'])
      .where('kind', '=', 'follow-up')
      .orderBy('ordinal')
      .execute(),
  )

test('one that could not leave before its window closed waits for the next, and is passed over when the one after it is due', async () => {
  const { account, email, mailsAt } = await anInvitedInOffice('UTC', new Date('2026-12-01T10:00:00Z'))
  const worker = (sendsUntil: string) =>
    inAccount(database.db, account.id, tx =>
      tx
        .updateTable('account')
        .set({ sending_paused_reason: 'server-unreachable', sending_paused_until: new Date(sendsUntil) })
        .where('id', '=', account.id)
        .execute(),
    )
  await worker('2099-01-01T00:00:00Z')
  await mailsAt('2026-12-04T10:00:00Z')
  await mailsAt('2026-12-04T18:00:00Z')
  assert.deepEqual(
    (await remindersOf(account)).map(({ state, due_at }) => [state, due_at.toISOString()]),
    [['queued', '2026-12-07T09:00:00.000Z']],
  )
  await mailsAt('2026-12-08T12:00:00Z')
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('account')
      .set({ sending_paused_reason: null, sending_paused_until: null })
      .where('id', '=', account.id)
      .execute(),
  )
  assert.equal(await mailsAt('2026-12-08T12:05:00Z'), 2)
  assert.deepEqual(
    (await remindersOf(account)).map(({ ordinal, state, reason }) => [ordinal, state, reason]),
    [
      [1, 'cancelled', 'passed-over'],
      [2, 'accepted', null],
    ],
  )
  assert.equal((await sink.mailTo(email)).length, 2)
})

test('a window that ends before it begins, and one without a day, are refused with their place', async () => {
  const account = await anAccount(database.db)
  const change = async (payload: object) =>
    (await ask(account, 'PATCH', '/settings', { payload })).body.faults?.map(
      ({ path }: { path: string[] }) => path[0],
    )
  assert.deepEqual(await change({ followUpFrom: '17:00', followUpUntil: '09:00' }), ['followUpUntil'])
  assert.deepEqual(await change({ followUpWeekdays: [] }), ['followUpWeekdays'])
  assert.deepEqual(await change({ followUpFrom: '9 am' }), ['followUpFrom'])
  const { status, body } = await ask(account, 'PATCH', `/people/${account.reader.id}`, {
    payload: { timeZone: 'Mars/Olympus' },
  })
  assert.deepEqual([status, body.faults[0].path], [422, ['timeZone']])
})

test('while the mail server is away one message pauses the account too, and of reminders that waited only the latest leaves', async () => {
  const account = await anAccount(database.db)
  const email = await anInvited(account, '73 hours')
  await doEverythingDue(database, 'smtp://127.0.0.1:1')
  const paused = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('account').select('sending_paused_reason').executeTakeFirstOrThrow(),
  )
  assert.equal(paused.sending_paused_reason, 'server-unreachable')

  await inAccount(database.db, account.id, async tx => {
    await sql`update invitation set sent_at = sent_at - interval '4 days', next_follow_up_at = next_follow_up_at - interval '4 days'`.execute(
      tx,
    )
    await tx.updateTable('account').set({ sending_paused_until: null, sending_paused_reason: null }).execute()
  })
  await doEverythingDue(database, sink.url)
  const followUps = await inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('message')
      .select(['ordinal', 'state', 'reason'])
      .where('kind', '=', 'follow-up')
      .orderBy('ordinal')
      .execute(),
  )
  assert.deepEqual(followUps, [
    { ordinal: 1, state: 'cancelled', reason: 'passed-over' },
    { ordinal: 2, state: 'accepted', reason: null },
  ])
  assert.equal((await sink.mailTo(email)).length, 2)
})

test('of two reminders that a restore kept from leaving, the latest goes out and the other is passed over', async () => {
  const account = await anAccount(database.db)
  const email = await anInvited(account, '3 days')
  const decided = () =>
    inAccount(database.db, account.id, tx => decideFollowUps(tx, testInstallation, account.id, new Date()))
  await decided()
  await inAccount(database.db, account.id, async tx => {
    await holdOpenMessages(tx, account.id, messageKinds(testInstallation), heldReason)
    await sql`update invitation set sent_at = sent_at - interval '4 days', next_follow_up_at = next_follow_up_at - interval '4 days'`.execute(
      tx,
    )
  })
  await decided()
  await inAccount(database.db, account.id, tx => requeueHeld(tx, account.id, heldReason))
  await doEverythingDue(database, sink.url)

  assert.equal((await sink.mailTo(email)).length, 2)
  const reminders = await inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('message')
      .select(['state', 'reason'])
      .where('kind', '=', 'follow-up')
      .orderBy('ordinal')
      .execute(),
  )
  assert.deepEqual(reminders, [
    { state: 'cancelled', reason: 'passed-over' },
    { state: 'accepted', reason: null },
  ])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount, testInstallation } from '../../../../test/account.ts'
import { leaveUnconfirmed } from '../../../../test/bulk-subjects.ts'
import { doEverythingDue } from '../../../../test/mail.ts'
import { aPlaceWithMail } from '../../../../test/place.ts'
import { drop, scriptedSmtpServer } from '../../../../test/scripted-smtp-server.ts'
import { inAccount } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { messageKinds } from '../../../registry.ts'
import { sendHeld } from '../../backup/send-held.ts'
import { heldReason, holdOpenMessages, writeMessages } from '../../delivery/index.ts'
import { insertSuppressions } from '../../delivery/suppression/queries.ts'

const { database, sink, ask } = await aPlaceWithMail()

const soon = () => doEverythingDue(database, sink.url, new Date(Date.now() + 1000))
const stateOf = async (account: TestAccount, id: string) => {
  const { invitation } = (await ask(account, 'GET', `/people/${id}`)).body
  return [invitation.state, invitation.isUnconfirmed]
}
const press = async (account: TestAccount, action: string, selection: object) =>
  (await ask(account, 'POST', `/bulk-actions/${action}/runs`, { payload: { selection } })).body.id as string
const countsOf = async (account: TestAccount, run: string) =>
  (await ask(account, 'GET', `/runs/${run}`)).body.counts

/** Two whose answers were lost in a run, and one who was never invited. */
async function twoUnconfirmed() {
  const account = await anAccount(database.db)
  await ask(account, 'PATCH', '/settings', { payload: { bulkHoldSeconds: 0 } })
  const emails = ['ana', 'jo', 'kim'].map(name => `${name}-${account.id}@example.com`)
  const ids: string[] = []
  for (const email of emails) ids.push((await aUser(database.db, account, { email })).id)
  for (const id of ids.slice(0, 2)) await leaveUnconfirmed(database.db, account, id)
  return { account, emails, ids }
}
const unconfirmed = { filter: { kind: 'user', status: 'active', unconfirmed: 'yes' }, except: [] }

test('all unconfirmed are sent again in one press, identical, and the run waits for what becomes of them', async () => {
  const { account, emails, ids } = await twoUnconfirmed()
  const message = () =>
    inAccount(database.db, account.id, tx =>
      tx.selectFrom('message').select('id').where('person_id', '=', ids[0]!).execute(),
    )
  const [before] = await message()
  const run = await press(account, 'user.send-again', unconfirmed)
  await soon()
  await soon()
  const [mail, ...more] = await sink.mailTo(emails[0]!)
  assert.deepEqual([more.length, (await message()).length], [0, 1])
  assert.ok(mail?.messageId?.includes(before!.id), mail?.messageId)
  const { done, pending } = await countsOf(account, run)
  assert.deepEqual([done, pending], [2, 0])
  assert.deepEqual(await stateOf(account, ids[0]!), ['sent', false])
})

test('whom there is nothing to decide for is left out with the reason, in the review and in the run', async () => {
  const { account, ids } = await twoUnconfirmed()
  for (const action of ['user.send-again', 'user.confirm-arrival']) {
    const payload = { selection: { ids } }
    const { body } = await ask(account, 'POST', `/bulk-actions/${action}/reviews`, { payload })
    assert.deepEqual(
      [body.acting.count, body.skipped.map((one: { reason: string }) => one.reason)],
      [2, ['not-unconfirmed']],
    )
  }
})

test('nothing is sent again to an address that is written to no more: the review says so, of the address that it would go to', async () => {
  const { account, emails, ids } = await twoUnconfirmed()
  const another = { email: `another-${account.id}@example.com` }
  await ask(account, 'PATCH', `/people/${ids[1]}`, { payload: another })
  await leaveUnconfirmed(database.db, account, ids[1]!)
  const gone = {
    channel: 'email',
    reason: 'mailbox-does-not-exist',
    sendingNumber: null,
    detail: null,
  } as const
  await inAccount(database.db, account.id, tx =>
    insertSuppressions(
      tx,
      account.id,
      emails.map(address => ({ id: newId(), address, ...gone })),
    ),
  )
  const payload = { selection: { ids: ids.slice(0, 2) } }
  const { body } = await ask(account, 'POST', '/bulk-actions/user.send-again/reviews', { payload })
  assert.deepEqual(
    [body.acting.count, body.skipped.map((one: { reason: string }) => one.reason)],
    [1, ['address-suppressed']],
  )
})

test('called back within the hold, they are unconfirmed again and nothing leaves', async () => {
  const { account, emails, ids } = await twoUnconfirmed()
  await ask(account, 'PATCH', '/settings', { payload: { bulkHoldSeconds: 600 } })
  const run = await press(account, 'user.send-again', unconfirmed)
  await soon()
  assert.deepEqual(await stateOf(account, ids[0]!), ['waiting', false])
  await ask(account, 'POST', `/runs/${run}/cancel`)
  await doEverythingDue(database, sink.url, new Date(Date.now() + 700_000))
  assert.deepEqual(await stateOf(account, ids[0]!), ['waiting', true])
  assert.deepEqual(await sink.mailTo(emails[0]!), [])
  assert.equal((await countsOf(account, run)).cancelled, 2)
})

test('cancelled from the row within the hold, it is unconfirmed again, and the run says so', async () => {
  const { account, emails, ids } = await twoUnconfirmed()
  await ask(account, 'PATCH', '/settings', { payload: { bulkHoldSeconds: 600 } })
  const run = await press(account, 'user.send-again', unconfirmed)
  await soon()
  const cancelled = await ask(account, 'POST', `/people/${ids[0]}/invitation/cancel`)
  assert.equal(cancelled.status, 204)
  assert.deepEqual(await stateOf(account, ids[0]!), ['waiting', true])
  await doEverythingDue(database, sink.url, new Date(Date.now() + 700_000))
  assert.deepEqual([(await sink.mailTo(emails[0]!)).length, (await sink.mailTo(emails[1]!)).length], [0, 1])
  const counts = await countsOf(account, run)
  assert.deepEqual([counts.cancelled, counts.done], [1, 1])
})

test('called back, what a restore had held back is unconfirmed for that reason again', async () => {
  const { account, ids } = await twoUnconfirmed()
  const reasons = () =>
    inAccount(database.db, account.id, async tx => {
      const rows = await tx.selectFrom('message').select('reason').where('person_id', '=', ids[2]!).execute()
      return rows.map(row => row.reason)
    })
  await ask(account, 'PATCH', '/settings', { payload: { bulkHoldSeconds: 600 } })
  await press(account, 'user.invite', { ids: ids.slice(2) })
  await soon()
  await inAccount(database.db, account.id, tx =>
    holdOpenMessages(tx, account.id, messageKinds(testInstallation), heldReason),
  )
  const run = await press(account, 'user.send-again', unconfirmed)
  await soon()
  assert.deepEqual(await reasons(), [null])
  await ask(account, 'POST', `/runs/${run}/cancel`)
  assert.deepEqual(await reasons(), [heldReason])
  assert.equal((await stateOf(account, ids[2]!))[1], true)
})

test('what is over meanwhile did not arrive for anybody: an inactivation ends the unconfirmed as well', async () => {
  const { account, ids } = await twoUnconfirmed()
  await press(account, 'user.inactivate', { ids: ids.slice(0, 1) })
  await soon()
  await press(account, 'user.reactivate', { ids: ids.slice(0, 1) })
  await soon()
  const arrived = await ask(account, 'POST', `/people/${ids[0]}/invitation/confirm`)
  assert.deepEqual([arrived.status, arrived.body.code], [409, 'invitation-changed'])
  const { invitation } = (await ask(account, 'GET', `/people/${ids[0]}`)).body
  assert.deepEqual([invitation.state, invitation.button.action], ['cancelled', 'invite'])
})

test('said to have arrived in one press, they are invited and the run they came from knows it', async () => {
  const { account, ids } = await twoUnconfirmed()
  const invited = await press(account, 'user.invite', { ids: ids.slice(2) })
  await soon()
  await inAccount(database.db, account.id, async tx => {
    const of = { person_id: ids[2]! }
    await tx
      .updateTable('message')
      .set({ state: 'unconfirmed', reason: 'answer-not-heard' })
      .where('person_id', '=', of.person_id)
      .execute()
    await tx
      .updateTable('run_item')
      .set({ outcome: 'unconfirmed', reason: 'answer-not-heard' })
      .where('subject_id', '=', of.person_id)
      .execute()
    await tx
      .updateTable('invitation')
      .set({ state: 'waiting', sent_at: null, expires_at: null, next_follow_up_at: null })
      .where('person_id', '=', of.person_id)
      .execute()
    await tx
      .updateTable('person_state')
      .set({ invitation_state: 'waiting', is_unconfirmed: true })
      .where('person_id', '=', of.person_id)
      .execute()
  })
  const run = await press(account, 'user.confirm-arrival', unconfirmed)
  await soon()
  assert.equal((await countsOf(account, run)).done, 3)
  assert.equal((await countsOf(account, invited)).done, 1)
  for (const id of ids) assert.deepEqual(await stateOf(account, id), ['sent', false])
  const { body } = await ask(account, 'GET', '/audit-events?event=message.confirmed')
  assert.equal(body.items.length, 3)
})

/** Invited by a run whose message, its answer lost, is to leave once more by itself. */
async function leavingOnceMore() {
  const account = await anAccount(database.db)
  await ask(account, 'PATCH', '/settings', {
    payload: { bulkHoldSeconds: 600, unconfirmedPolicy: 'retry' },
  })
  const { id } = await aUser(database.db, account, { email: `ana-${account.id}@example.com` })
  const run = await press(account, 'user.invite', { ids: [id] })
  await soon()
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('message')
      .set({ is_resend: true, dot_at: new Date(), attempt: 1 })
      .where('person_id', '=', id)
      .execute(),
  )
  return { account, id, run }
}

test('what is to leave once more by itself may have arrived: a run that is called back says so', async () => {
  const { account, id, run } = await leavingOnceMore()
  assert.equal((await ask(account, 'POST', `/runs/${run}/cancel`)).status, 200)
  const { unconfirmed, pending, cancelled } = await countsOf(account, run)
  assert.deepEqual(await stateOf(account, id), ['waiting', true])
  assert.deepEqual([unconfirmed, pending, cancelled], [1, 0, 0])
})

test('what is to leave once more by itself, cancelled from the row, is unconfirmed for its run too', async () => {
  const { account, id, run } = await leavingOnceMore()
  await ask(account, 'POST', `/people/${id}/invitation/cancel`)
  const { unconfirmed, pending } = await countsOf(account, run)
  assert.deepEqual(await stateOf(account, id), ['waiting', true])
  assert.deepEqual([unconfirmed, pending], [1, 0])
})

test('what is to leave once more by itself, ended by an inactivation or another address, may have arrived all the same', async () => {
  const ends = [
    (account: TestAccount, id: string) => press(account, 'user.inactivate', { ids: [id] }),
    (account: TestAccount, id: string) =>
      ask(account, 'PATCH', `/people/${id}`, { payload: { email: `jo-${account.id}@example.com` } }),
  ]
  for (const end of ends) {
    const { account, id, run } = await leavingOnceMore()
    await end(account, id)
    await soon()
    const { unconfirmed, cancelled } = await countsOf(account, run)
    assert.deepEqual([unconfirmed, cancelled], [1, 0])
    const { items } = (await ask(account, 'GET', `/people/${id}/timeline`)).body
    const codes = items.map((one: { code: string }) => one.code)
    assert.deepEqual(
      [codes.includes('welcome-unconfirmed'), codes.includes('welcome-not-sent')],
      [true, false],
    )
    assert.equal((await stateOf(account, id))[1], false)
  }
})

test('what a restore held back is sent: whose invitation nobody knows of besides is still to be decided on', async () => {
  const { account, ids } = await twoUnconfirmed()
  const [id] = ids as [string]
  await inAccount(database.db, account.id, async tx => {
    const other = { id: newId(), personId: id, invitationId: null, kind: 'prequalification', ordinal: 0 }
    const more = { runId: null, senderId: account.admin.id, dueAt: null, isUrgent: false }
    await writeMessages(tx, account.id, [{ ...other, ...more, notSentBecause: null }], 'email-only')
    await holdOpenMessages(tx, account.id, messageKinds(testInstallation), heldReason)
  })
  await sendHeld(database.db)
  assert.deepEqual(await stateOf(account, id), ['waiting', true])
})

test('cancelled from the row after Send again there: the run that had sent it again before still does not know', async () => {
  const { account, ids } = await twoUnconfirmed()
  const run = await press(account, 'user.send-again', { ids: ids.slice(0, 1) })
  const deaf = await scriptedSmtpServer({ dot: drop })
  await doEverythingDue(database, `smtp://127.0.0.1:${deaf.port}`, new Date(Date.now() + 1000))
  await deaf.close()
  assert.deepEqual(await stateOf(account, ids[0]!), ['waiting', true])
  assert.equal((await ask(account, 'POST', `/people/${ids[0]}/invitation`)).status, 202)
  assert.equal((await ask(account, 'POST', `/people/${ids[0]}/invitation/cancel`)).status, 204)
  const { unconfirmed, cancelled } = await countsOf(account, run)
  assert.deepEqual([unconfirmed, cancelled], [1, 0])
  await ask(account, 'POST', `/people/${ids[0]}/invitation/confirm`)
  assert.equal((await countsOf(account, run)).done, 1)
})

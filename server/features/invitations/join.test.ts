import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  anAccount,
  aUser,
  signIn,
  type TestAccount,
  testInstallation,
  testPassword,
} from '../../../test/account.ts'
import { doEverythingDue, linkIn } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { drop, scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'
import { inAccount } from '../../db/connect.ts'
import { secretOf } from './secret.ts'

const { database, app, sink, ask } = await aPlaceWithMail()

/** Adds a user with that address and invites them. */
async function invited(account: TestAccount, email: string) {
  const { id } = await aUser(database.db, account, { email })
  assert.equal((await ask(account, 'POST', `/people/${id}/invitation`)).status, 202)
  sink.forget()
  await doEverythingDue(database, sink.url, new Date(Date.now() + 1000))
  const { secret } = linkIn((await sink.mailTo(email))[0]!)
  return { id, link: `/api/v1/join/${secret}` }
}

/** As `invited`, and lets them try to join with the test password. */
async function joinAs(account: TestAccount, email: string) {
  const { id, link } = await invited(account, email)
  return { id, answer: await app.inject({ method: 'POST', url: link, payload: { password: testPassword } }) }
}

const stateOf = async (link: string) => (await app.inject({ url: link })).json().state

test('who had joined, was inactivated and is added anew joins again with the password they have', async () => {
  const account = await anAccount(database.db)
  const email = account.reader.userName!
  await ask(account, 'POST', '/bulk-actions/user.inactivate/runs', {
    payload: { selection: { ids: [account.reader.id] } },
  })
  await doEverythingDue(database, sink.url)

  const { id, answer } = await joinAs(account, email)
  assert.equal(answer.statusCode, 204)
  const card = await ask(account, 'GET', `/people/${id}`)
  assert.deepEqual([card.body.invitation.state, card.body.userName], ['accepted', email])
  const former = await ask(account, 'GET', `/people/${account.reader.id}`)
  assert.deepEqual(
    [former.body.status, former.body.userName, former.body.joinedAt !== null],
    ['inactive', null, true],
  )
  await signIn(app, email, testPassword)
})

test('a login that an active user of the account has cannot join it as a second user', async () => {
  const account = await anAccount(database.db)
  const email = account.reader.userName!
  const payload = { email: `moved-${account.id}@example.com` }
  assert.equal((await ask(account, 'PATCH', `/people/${account.reader.id}`, { payload })).status, 200)

  const { id, answer } = await joinAs(account, email)
  assert.deepEqual([answer.statusCode, answer.json().code], [409, 'user-name-in-use'])
  assert.equal((await ask(account, 'GET', `/people/${id}`)).body.invitation.state, 'sent')
})

test('a mail scanner that opens the link and presses every button uses nothing up', async () => {
  const account = await anAccount(database.db)
  const { id, link } = await invited(account, `scanned-${account.id}@example.com`)
  for (const method of ['GET', 'HEAD'] as const) await app.inject({ method, url: link })
  for (const payload of [undefined, {}, { password: '' }, { password: null }]) {
    const pressed = await app.inject({ method: 'POST', url: link, ...(payload && { payload }) })
    assert.equal(pressed.statusCode, 422, JSON.stringify(payload))
  }
  assert.equal(await stateOf(link), 'open')
  assert.equal((await ask(account, 'GET', `/people/${id}`)).body.invitation.state, 'sent')
})

test('inactivating someone with a pending invitation ends their link at once', async () => {
  const account = await anAccount(database.db)
  const { id, link } = await invited(account, `pending-${account.id}@example.com`)
  const payload = { selection: { ids: [id] } }
  await ask(account, 'POST', '/bulk-actions/user.inactivate/runs', { payload })
  await doEverythingDue(database, sink.url)
  assert.equal(await stateOf(link), 'withdrawn')
  const late = await app.inject({ method: 'POST', url: link, payload: { password: testPassword } })
  assert.deepEqual([late.statusCode, late.json().code], [410, 'link-not-usable'])
})

for (const carries of ['link', 'temporary-password'] as const) {
  test(`who joins by an older ${carries} while a newer message waits: that one is over, and its run says why`, async () => {
    const account = await anAccount(database.db)
    const settings = { invitationCarries: carries, bulkHoldSeconds: 600 }
    await ask(account, 'PATCH', '/settings', { payload: settings })
    const email = `older-${account.id}@example.com`
    const { id } = await aUser(database.db, account, { email })
    await ask(account, 'POST', `/people/${id}/invitation`)
    await doEverythingDue(database, sink.url, new Date(Date.now() + 1000))
    const [mail] = await sink.mailTo(email)
    const payload = { selection: { ids: [id] } }
    const run = (await ask(account, 'POST', '/bulk-actions/user.invite/runs', { payload })).body.id
    await doEverythingDue(database, sink.url)
    assert.equal((await ask(account, 'GET', `/people/${id}`)).body.invitation.state, 'waiting')

    const [temporaryPassword] = /\b(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}\b/.exec(mail!.text ?? '') ?? []
    const password = 'violet harbour engine 88'
    const joined = temporaryPassword
      ? { url: '/session/own-password', payload: { userName: email, temporaryPassword, password } }
      : { url: `/join/${linkIn(mail!).secret}`, payload: { password } }
    const { statusCode } = await app.inject({ method: 'POST', ...joined, url: `/api/v1${joined.url}` })
    assert.equal(statusCode, 204)

    const { invitations, messages } = await inAccount(database.db, account.id, async tx => ({
      invitations: await tx
        .selectFrom('invitation')
        .select(['state', 'ended_at', 'replaced_at', 'next_follow_up_at'])
        .where('person_id', '=', id)
        .orderBy('generation')
        .execute(),
      messages: await tx.selectFrom('message').select(['state', 'reason']).orderBy('created_at').execute(),
    }))
    assert.deepEqual(
      invitations.map(one => one.state),
      ['accepted', 'cancelled'],
    )
    assert.ok(invitations[1]!.ended_at)
    assert.deepEqual(messages, [
      { state: 'accepted', reason: null },
      { state: 'cancelled', reason: 'has-joined' },
    ])
    await doEverythingDue(database, sink.url, new Date(Date.now() + 86_400_000))
    assert.equal((await sink.mailTo(email)).length, 1)
    const { state, counts } = (await ask(account, 'GET', `/runs/${run}`)).body
    assert.deepEqual([state, counts.skipped, counts.pending], ['completed', 1, 0])
    const [item] = (await ask(account, 'GET', `/runs/${run}/items`)).body.items
    assert.deepEqual([item.outcome, item.reason], ['skipped', 'has-joined'])
  })
}

test('who joins by a newer message whose answer is not heard yet: the older link is over too', async () => {
  const account = await anAccount(database.db)
  const { id } = await invited(account, `newer-${account.id}@example.com`)
  const { link } = await lostAnswer(account, id)
  const joined = await app.inject({ method: 'POST', url: link, payload: { password: testPassword } })
  assert.equal(joined.statusCode, 204)
  const live = await inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('invitation')
      .select(['generation', 'state', 'replaced_at', 'next_follow_up_at'])
      .where('person_id', '=', id)
      .where('state', 'in', ['waiting', 'sent', 'expired'])
      .execute(),
  )
  assert.deepEqual(
    live.map(({ generation, replaced_at, next_follow_up_at }) => [
      generation,
      replaced_at !== null,
      next_follow_up_at,
    ]),
    [[1, true, null]],
  )
})

/** Invites again, through a mail server that hangs up instead of answering. */
async function lostAnswer(account: TestAccount, id: string) {
  const server = await scriptedSmtpServer({ dot: drop })
  await ask(account, 'POST', `/people/${id}/invitation`)
  await doEverythingDue(database, `smtp://127.0.0.1:${server.port}`, new Date(Date.now() + 1000))
  await server.close()
  const { invitation_id } = await inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('person_state')
      .select('invitation_id')
      .where('person_id', '=', id)
      .executeTakeFirstOrThrow(),
  )
  return { link: `/api/v1/join/${secretOf(testInstallation.secret, account.id, invitation_id!)}` }
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { asker } from '../../../test/ask.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'
import { inAccount } from '../../db/connect.ts'

const { database, app, sink } = await aPlaceWithMail()

const soon = () => new Date(Date.now() + 1000)
const ask = (account: TestAccount, method: 'GET' | 'POST', url: string, as = account.admin) =>
  asker(database.db, app)(account, method, url, { as })
const copy = (account: TestAccount, id: string, as = account.admin) =>
  ask(account, 'POST', `/people/${id}/invitation/copy-link`, as)
const invitationOf = async (account: TestAccount, id: string) =>
  (await ask(account, 'GET', `/people/${id}`)).body.invitation
const stateOf = async (link: string) =>
  (await app.inject(`/api/v1/join/${link.split('/').at(-1)}`)).json().state

async function aRefused(reply = '550 5.1.1 No such user') {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account)
  await inviteInVain(account, id, reply)
  return { account, id }
}

async function inviteInVain(account: TestAccount, id: string, reply: string) {
  await ask(account, 'POST', `/people/${id}/invitation`)
  const server = await scriptedSmtpServer({ RCPT: reply })
  await doEverythingDue(database, `smtp://127.0.0.1:${server.port}`, soon())
  await server.close()
}

test('where no message could be delivered an admin hands the link over, on record, and it joins', async () => {
  const { account, id } = await aRefused()
  const { state, steps } = await invitationOf(account, id)
  assert.deepEqual([state, steps], ['error', ['copy-link']])
  assert.equal((await copy(account, id, account.reader)).status, 403)
  const { status, body } = await copy(account, id, account.standard)
  assert.deepEqual([status, await stateOf(body.link)], [200, 'open'])
  const { items } = (await ask(account, 'GET', '/audit-events')).body
  const copied = items.filter((one: { event: string }) => one.event === 'invitation.link-copied')
  assert.deepEqual([copied.length, copied[0].subject.id], [1, id])
  assert.ok(!JSON.stringify(items).includes(body.link.slice(-43)))
  const joined = await app.inject({
    method: 'POST',
    url: `/api/v1/join/${body.link.split('/').at(-1)}`,
    payload: { password: 'violet harbour engine 88' },
  })
  assert.equal(joined.statusCode, 204)
  assert.equal((await invitationOf(account, id)).state, 'accepted')
})

test('a later invitation that arrives ends the link that was handed over', async () => {
  const { account, id } = await aRefused('552 5.2.2 Over quota')
  const { link } = (await copy(account, id)).body
  await ask(account, 'POST', `/people/${id}/invitation`)
  assert.equal(await stateOf(link), 'open')
  await doEverythingDue(database, sink.url, soon())
  assert.equal(await stateOf(link), 'replaced')
})

test('a link that was handed over outlives an invitation that fails too, but not the one after it that arrives', async () => {
  const full = '552 5.2.2 Over quota'
  const { account, id } = await aRefused(full)
  const { link } = (await copy(account, id)).body
  await inviteInVain(account, id, full)
  assert.equal(await stateOf(link), 'open')
  await ask(account, 'POST', `/people/${id}/invitation`)
  await doEverythingDue(database, sink.url, soon())
  assert.equal(await stateOf(link), 'replaced')
  assert.equal((await ask(account, 'POST', `/people/${id}/invitation/revoke`)).status, 204)
  assert.equal(await stateOf(link), 'replaced')
})

test('an inactivation ends the link that was handed over; active again, they can be handed one again', async () => {
  const { account, id } = await aRefused()
  const { link } = (await copy(account, id)).body
  for (const action of ['user.inactivate', 'user.reactivate']) {
    const payload = { selection: { ids: [id] } }
    const url = `/bulk-actions/${action}/runs`
    await asker(database.db, app)(account, 'POST', url, { payload })
    await doEverythingDue(database, sink.url, soon())
    assert.equal(await stateOf(link), action === 'user.inactivate' ? 'withdrawn' : 'replaced')
  }
  assert.deepEqual((await invitationOf(account, id)).steps, ['copy-link'])
  const again = await copy(account, id)
  assert.deepEqual([again.status, await stateOf(again.body.link ?? link)], [200, 'open'])
})

test('everybody else’s link is theirs alone', async () => {
  const account = await anAccount(database.db)
  const never = await aUser(database.db, account)
  const faulty = await aUser(database.db, account, { email: null })
  const sent = await aUser(database.db, account)
  for (const { id } of [faulty, sent]) await ask(account, 'POST', `/people/${id}/invitation`)
  await doEverythingDue(database, sink.url, soon())
  for (const { id } of [never, faulty, sent]) {
    const { status } = await copy(account, id)
    assert.equal(status, 409)
    assert.deepEqual((await invitationOf(account, id)).steps.includes('copy-link'), false)
  }
})

test('an invitation goes no way that is not its own', async () => {
  const { account, id } = await aRefused()
  const turn = (state: 'sent' | 'waiting') =>
    inAccount(database.db, account.id, tx =>
      tx.updateTable('invitation').set({ state, error_reason: null }).where('person_id', '=', id).execute(),
    )
  await assert.rejects(turn('sent'), /does not go from error to sent/)
  await assert.rejects(turn('waiting'), /does not go from error to waiting/)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, signIn, type TestAccount, testPassword } from '../../../test/account.ts'
import { doEverythingDue, linkIn } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'

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

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  anAccount,
  signedIn,
  signIn,
  type TestAccount,
  type TestUser,
  testPassword,
} from '../../../../test/account.ts'
import { doEverythingDue, linkIn } from '../../../../test/mail.ts'
import { aPlaceWithMailAndSms } from '../../../../test/place.ts'
import { inAccount } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { aSecondMembership } from '../testing.ts'

const { database, app, sink, gateway, installation } = await aPlaceWithMailAndSms()

const deliver = () => doEverythingDue(database, sink.url, new Date(Date.now() + 1000), installation)

type Who = { cookie: string }
const url = '/api/v1/sign-in-addresses'
const list = async (headers: Who) => (await app.inject({ url, headers })).json()
const ask = (headers: Who, address: string, currentPassword = testPassword) =>
  app.inject({ method: 'POST', url, headers: mine(headers), payload: { address, currentPassword } })
const confirm = (headers: Who, secret: string) =>
  app.inject({ method: 'POST', url: `${url}/confirmations`, headers: mine(headers), payload: { secret } })
const mine = (headers: Who) => ({ ...headers, 'sec-fetch-site': 'same-origin' })
const anAddress = () => `${newId()}@example.com`

async function linkTo(headers: Who, address: string): Promise<string> {
  const answer = await ask(headers, address)
  assert.equal(answer.statusCode, 202, answer.body)
  await deliver()
  return linkIn((await sink.mailTo(address)).at(-1)!).secret
}
async function someone(user: (account: TestAccount) => TestUser = account => account.reader) {
  const account = await anAccount(database.db)
  return { account, user: user(account), headers: await signedIn(database.db, account, user(account)) }
}

test('whoever confirms an address by its link signs in with it too, however it is written', async () => {
  const { account, user, headers } = await someone()
  const address = anAddress()
  assert.equal((await ask(headers, ` ${address.toUpperCase()} `)).statusCode, 202)
  await deliver()
  const { secret } = linkIn((await sink.mailTo(address)).at(-1)!)
  await assert.rejects(signIn(app, address, testPassword), /401/)
  assert.deepEqual((await confirm(headers, secret)).json(), { address })
  assert.ok(await signIn(app, address.toUpperCase(), testPassword))
  assert.ok(await signIn(app, user.userName!, testPassword))
  const { userName, items } = await list(headers)
  assert.deepEqual([userName, items[0].address, items.length], [user.userName, address, 1])
  const events = await inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('audit_event')
      .select(['event', 'detail'])
      .where('event', 'like', 'sign-in-address.%')
      .execute(),
  )
  assert.deepEqual(events, [{ event: 'sign-in-address.added', detail: {} }])
})

test('a number is confirmed by SMS and signs in', async () => {
  const { headers } = await someone()
  assert.equal((await ask(headers, '+1 (212) 555-0177')).statusCode, 202)
  await deliver()
  const secret = /confirm-address\/([\w-]{43})/.exec(gateway.taken.at(-1)!.text)![1]!
  assert.equal((await confirm(headers, secret)).statusCode, 200)
  assert.ok(await signIn(app, '+12125550177', testPassword))
})

test('the link works once, for an hour, and only for who asked, in whichever of their accounts', async () => {
  const { user, headers } = await someone()
  const stranger = await someone()
  const secret = await linkTo(headers, anAddress())
  assert.equal((await confirm(stranger.headers, secret)).statusCode, 410)
  const second = await aSecondMembership(database.db, user)
  const elsewhere = await signedIn(database.db, second.account, second.user)
  assert.equal((await confirm(elsewhere, secret)).statusCode, 200)
  assert.equal((await confirm(headers, secret)).statusCode, 410)
  const late = await linkTo(headers, anAddress())
  await inAccount(database.db, (await someoneElseIn(headers)).id, tx =>
    tx
      .updateTable('login_address_request')
      .set({ expires_at: new Date() })
      .where('used_at', 'is', null)
      .execute(),
  )
  assert.equal((await confirm(headers, late)).statusCode, 410)
})
const someoneElseIn = async (headers: Who) =>
  (await app.inject({ url: '/api/v1/session', headers })).json().account as { id: string }

test('all faults are told at once, and none of them whether another login has the address', async () => {
  const { user, headers } = await someone()
  const other = await someone()
  const faults = async (address: string, password?: string) =>
    ((await ask(headers, address, password)).json().faults ?? []).map((one: { reason: string }) => one.reason)
  assert.deepEqual(await faults('nobody at all', 'a guess'), ['wrong-password', 'email-malformed'])
  assert.deepEqual(await faults('9051111111'), ['phone-without-country-code'])
  assert.deepEqual(await faults(user.userName!), ['address-yours-already'])
  const secret = await linkTo(headers, other.user.userName!)
  const refused = await confirm(headers, secret)
  assert.deepEqual([refused.statusCode, refused.json().faults[0].reason], [422, 'address-of-another-login'])
  assert.ok(await signIn(app, other.user.userName!, testPassword))
})

test('five addresses, and five links an hour, are the most', async () => {
  const { user, headers } = await someone()
  for (let i = 0; i < 5; i++) assert.equal((await ask(headers, anAddress())).statusCode, 202)
  assert.equal((await ask(headers, anAddress())).statusCode, 429)
  const rows = Array.from({ length: 5 }, () => ({
    id: newId(),
    login_id: user.loginId!,
    address: anAddress(),
  }))
  await database.db.insertInto('login_address').values(rows).execute()
  assert.equal((await ask(headers, anAddress())).json().faults[0].reason, 'too-many')
})

test('an address that was taken off signs in no more, and nobody takes off that of another', async () => {
  const { headers } = await someone()
  const other = await someone()
  const address = anAddress()
  await confirm(headers, await linkTo(headers, address))
  const [{ id }] = (await list(headers)).items
  const remove = (who: Who) => app.inject({ method: 'DELETE', url: `${url}/${id}`, headers: mine(who) })
  assert.equal((await remove(other.headers)).statusCode, 404)
  assert.equal((await remove(headers)).statusCode, 204)
  await assert.rejects(signIn(app, address, testPassword), /401/)
})

test('who forgot their password gets the link at an address of theirs too', async () => {
  const { headers } = await someone()
  const address = anAddress()
  await confirm(headers, await linkTo(headers, address))
  await app.inject({ method: 'POST', url: '/api/v1/forgotten-password', payload: { userName: address } })
  await deliver()
  const { url: link } = linkIn((await sink.mailTo(address)).at(-1)!)
  assert.match(link, /\/reset\//)
})

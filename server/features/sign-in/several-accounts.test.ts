import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actorFor, anAccount, signedIn, signIn, type TestUser, testPassword } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { createApiKey } from './index.ts'
import { aSecondMembership } from './testing.ts'

const { database, app } = await aPlace()

const ask = (headers: Record<string, string>, url: string) => app.inject({ url: `/api/v1${url}`, headers })
const meOf = async (headers: Record<string, string>) => (await ask(headers, '/session')).json()
const inactivate = (accountId: string, user: TestUser) =>
  inAccount(database.db, accountId, tx =>
    tx
      .updateTable('person_state')
      .set({ status: 'inactive', active_email: null })
      .where('person_id', '=', user.id)
      .execute(),
  )

async function twoAccounts() {
  const first = await anAccount(database.db, { name: 'Northwind Builders' })
  const second = await aSecondMembership(database.db, first.admin, 'Harbour Works')
  return { first, second }
}

async function keyFor(account: { id: string }, user: TestUser) {
  const owner = await actorFor(database.db, account, user)
  const input = { name: 'Look', scopes: ['directory.view' as const], days: 1 }
  const { key } = await inAccount(database.db, account.id, tx => createApiKey(tx, owner, input, new Date()))
  return { authorization: `Bearer ${key}` }
}

test('one login is a user of several accounts, in each with the permissions that they have there', async () => {
  const { first, second } = await twoAccounts()
  const headers = await signIn(app, first.admin.userName!, testPassword)
  const here = await meOf(headers)
  assert.deepEqual(
    here.accounts.map((one: { name: string }) => one.name),
    ['Harbour Works', 'Northwind Builders'],
  )
  const went = await app.inject({
    ...{ method: 'POST', url: '/api/v1/session/account', payload: { accountId: second.account.id } },
    headers: { ...headers, 'sec-fetch-site': 'same-origin' },
  })
  const cookie = went.cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const there = await meOf(cookie ? { cookie } : headers)
  assert.deepEqual([there.account.name, there.person.id], ['Harbour Works', second.user.id])
  assert.ok(here.permissions.includes('directory.import'))
  assert.deepEqual(there.permissions, ['directory.view'])
})

test('who is inactive in one account works on in the other, is not offered it, and cannot go back', async () => {
  const { first, second } = await twoAccounts()
  const there = await signedIn(database.db, second.account, second.user)
  await inactivate(first.id, first.admin)
  const me = await meOf(there)
  assert.deepEqual([me.account.name, me.accounts.length], ['Harbour Works', 1])
  const back = await app.inject({
    ...{ method: 'POST', url: '/api/v1/session/account', payload: { accountId: first.id } },
    headers: { ...there, 'sec-fetch-site': 'same-origin' },
  })
  assert.equal(back.statusCode, 404)
  const again = await signIn(app, first.admin.userName!, testPassword)
  assert.equal((await meOf(again)).account.name, 'Harbour Works')
})

test('a key is of one account: it ends with its owner there, and their key of another goes on', async () => {
  const { first, second } = await twoAccounts()
  const [here, there] = [await keyFor(first, first.admin), await keyFor(second.account, second.user)]
  const [mine] = (await ask(here, '/people')).json().items
  assert.equal((await ask(there, `/people/${mine.id}`)).statusCode, 404)
  await inactivate(first.id, first.admin)
  assert.deepEqual(
    [(await ask(here, '/people')).statusCode, (await ask(there, '/people')).statusCode],
    [401, 200],
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Permission } from '../../../../contract/permissions.ts'
import { anAccount, aUser, signedIn, type TestUser } from '../../../../test/account.ts'
import { aPlace } from '../../../../test/place.ts'
import { inAccount } from '../../../db/connect.ts'
import { endApiKeysOf } from '../index.ts'

const { database, app } = await aPlace()

const all: Permission[] = ['directory.view', 'directory.create-and-edit-users', 'api-keys.manage']
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const ask = (headers: Record<string, string>, url = '/api/v1/people', method: 'GET' | 'DELETE' = 'GET') =>
  app.inject({ method, url, headers })

async function anAdmin() {
  const account = await anAccount(database.db)
  const headers = {
    ...(await signedIn(database.db, account, account.admin)),
    'sec-fetch-site': 'same-origin',
  }
  const post = (payload: object, by: Record<string, string> = headers) =>
    app.inject({ method: 'POST', url: '/api/v1/api-keys', headers: by, payload })
  const aKey = async (scopes = all, by: Record<string, string> = headers) => {
    const answer = await post({ name: `key ${Math.random()}`, scopes }, by)
    assert.equal(answer.statusCode, 201, answer.body)
    return answer.json() as { id: string; key: string; prefix: string }
  }
  const inactivate = (user: TestUser) =>
    inAccount(database.db, account.id, tx =>
      tx
        .updateTable('person_state')
        .set({ status: 'inactive', active_email: null })
        .where('person_id', '=', user.id)
        .execute(),
    )
  return { account, headers, post, aKey, inactivate }
}

test('a key is shown once, and only its SHA-256 is stored, also where the request had an Idempotency-Key', async () => {
  const { account, headers, post } = await anAdmin()
  const input = { name: 'Nightly import', scopes: ['directory.import'] }
  const answer = await post(input, { ...headers, 'idempotency-key': 'once' })
  const { key, prefix } = answer.json()
  assert.match(key, new RegExp(`^muster_${prefix}_[\\w-]{43}$`))
  const list = await ask(headers, '/api/v1/api-keys')
  assert.ok(!list.body.includes(key))
  assert.equal(list.json().items[0].prefix, prefix)
  const stored = await inAccount(database.db, account.id, async tx => [
    await tx.selectFrom('api_key').selectAll().execute(),
    await tx.selectFrom('idempotent_request').selectAll().execute(),
    await tx.selectFrom('audit_event').selectAll().execute(),
  ])
  assert.ok(!JSON.stringify(stored).includes(key.slice(-43)))

  const again = await post(input, { ...headers, 'idempotency-key': 'once' })
  assert.deepEqual([again.statusCode, again.json().faults[0].reason], [422, 'name-in-use'])
})

test('a key acts for its owner within its scopes, without a cookie and from no page', async () => {
  const { account, aKey } = await anAdmin()
  const { key } = await aKey(['directory.view'])
  const headers = { ...bearer(key), 'sec-fetch-site': 'cross-site' }
  assert.equal((await ask(headers)).statusCode, 200)
  const me = (await ask(headers, '/api/v1/session')).json()
  assert.deepEqual([me.person.id, me.permissions], [account.admin.id, ['directory.view']])
  const change = await app.inject({ method: 'PATCH', url: '/api/v1/settings', headers, payload: {} })
  assert.deepEqual([change.statusCode, change.json().code], [403, 'not-permitted'])
  assert.equal((await ask(headers, '/api/v1/audit-events')).statusCode, 403)
})

test('a cookie beside a key counts for nothing', async () => {
  const { headers, aKey } = await anAdmin()
  const { key } = await aKey(['directory.view'])
  assert.equal((await ask({ ...headers, ...bearer(key) }, '/api/v1/audit-events')).statusCode, 403)
  assert.equal((await ask({ ...headers, ...bearer(`${key.slice(0, -1)}!`) })).statusCode, 401)
})

test('a key can never do more than its owner may now', async () => {
  const { account, aKey } = await anAdmin()
  const { key } = await aKey(['directory.view', 'audit.view'])
  const events = () => ask(bearer(key), '/api/v1/audit-events')
  assert.equal((await events()).statusCode, 200)
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ template_id: account.templates.readOnly })
      .where('person_id', '=', account.admin.id)
      .execute(),
  )
  assert.equal((await events()).statusCode, 403)
  assert.equal((await ask(bearer(key))).statusCode, 200)
})

test('a key makes no key that can do more than itself', async () => {
  const { post, aKey } = await anAdmin()
  const { key } = await aKey(['directory.view', 'api-keys.manage'])
  const more = await post({ name: 'more', scopes: ['audit.view'] }, bearer(key))
  assert.deepEqual([more.statusCode, more.json().faults[0].reason], [422, 'scope-not-held'])
  assert.equal((await post({ name: 'same', scopes: ['directory.view'] }, bearer(key))).statusCode, 201)
})

test('a key ends when it is ended, when its time is over, and with its owner', async () => {
  const { account, headers, aKey, inactivate } = await anAdmin()
  const ended = await aKey()
  const end = () => ask(headers, `/api/v1/api-keys/${ended.id}`, 'DELETE')
  assert.equal((await end()).statusCode, 204)
  assert.equal((await end()).statusCode, 404)
  assert.equal((await ask(bearer(ended.key))).statusCode, 401)

  const expired = await aKey()
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('api_key')
      .set({ expires_at: new Date(0) })
      .where('id', '=', expired.id)
      .execute(),
  )
  assert.equal((await ask(bearer(expired.key))).statusCode, 401)

  const other = await aUser(database.db, account, { hasJoined: true, templateId: account.templates.admin })
  const theirs = await aKey(all, await signedIn(database.db, account, other))
  assert.equal((await ask(bearer(theirs.key))).statusCode, 200)
  await inactivate(other)
  assert.equal((await ask(bearer(theirs.key))).statusCode, 401)
})

test('inactivating an owner ends their keys and puts that on the record', async () => {
  const { account, headers, aKey } = await anAdmin()
  const { key } = await aKey()
  await inAccount(database.db, account.id, tx => endApiKeysOf(tx, account.id, [account.admin.id]))
  assert.equal((await ask(bearer(key))).statusCode, 401)
  const events = (await ask(headers, '/api/v1/audit-events?event=api-key.ended')).json().items
  assert.deepEqual([events.length, events[0].actor, events[0].subject.id], [1, null, account.admin.id])
})

test('only company Admins make, see and end keys, each of their own account', async () => {
  const one = await anAdmin()
  const other = await anAdmin()
  const { id } = await one.aKey()
  assert.equal((await ask(other.headers, `/api/v1/api-keys/${id}`, 'DELETE')).statusCode, 404)
  assert.deepEqual((await ask(other.headers, '/api/v1/api-keys')).json().items, [])
  const standard = await signedIn(database.db, one.account, one.account.standard)
  assert.equal((await one.post({ name: 'x', scopes: ['directory.view'] }, standard)).statusCode, 403)
  assert.equal((await ask(standard, '/api/v1/api-keys')).statusCode, 403)
  assert.equal((await ask(standard, `/api/v1/api-keys/${id}`, 'DELETE')).statusCode, 403)
})

test('the moment of the last use is noted', async () => {
  const { headers, aKey } = await anAdmin()
  const { key } = await aKey()
  const lastUsed = async () => (await ask(headers, '/api/v1/api-keys')).json().items[0].lastUsedAt
  assert.equal(await lastUsed(), null)
  await ask(bearer(key))
  assert.ok(await lastUsed())
})

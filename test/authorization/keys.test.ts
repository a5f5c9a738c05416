import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Permission } from '../../contract/permissions.ts'
import { inAccount } from '../../server/db/connect.ts'
import { createApiKey } from '../../server/features/sign-in/index.ts'
import { actorFor, anAccount, aUser, signedIn, type TestAccount } from '../account.ts'
import { aPlace } from '../place.ts'
import { runActions } from '../run-actions.ts'

const { database, app } = await aPlace()
const actions = runActions(database)

/** Of the Directory Admin, who may everything. */
async function aKey(account: TestAccount, scopes: Permission[]) {
  const owner = await actorFor(database.db, account, account.admin)
  const input = { name: 'Nightly import', scopes, days: 1 }
  const { key } = await inAccount(database.db, account.id, tx => createApiKey(tx, owner, input, new Date()))
  return { authorization: `Bearer ${key}` }
}
const editing: Permission[] = ['directory.view', 'directory.create-and-edit-users']

test('whatever its owner may, a key without the scope for it neither makes an Admin nor touches one', async () => {
  const account = await anAccount(database.db)
  const second = await aUser(database.db, account, { templateId: account.templates.admin })
  const headers = await aKey(account, editing)
  const ask = (method: 'POST' | 'PATCH', url: string, payload: object) =>
    app.inject({ method, url: `/api/v1${url}`, payload, headers })
  const templateId = account.templates.admin

  const raised = await ask('PATCH', `/people/${account.reader.id}`, { templateId })
  assert.deepEqual([raised.statusCode, raised.json().faults[0].reason], [422, 'template-not-assignable'])
  const added = await ask('POST', '/people', {
    firstName: 'Uma',
    lastName: 'New',
    email: null,
    phone: '+12125550123',
    templateId,
  })
  assert.deepEqual([added.statusCode, added.json().faults[0].reason], [422, 'template-not-assignable'])
  const renamed = await ask('PATCH', `/people/${second.id}`, { firstName: 'Mallory' })
  assert.deepEqual([renamed.statusCode, renamed.json().needs], [403, 'directory.assign-any-template'])

  for (const [name, input] of [
    ['user.inactivate', {}],
    ['user.change-template', { templateId: account.templates.readOnly }],
  ] as const) {
    const selection = { ids: [second.id] }
    const run = await ask('POST', `/bulk-actions/${name}/runs`, { selection, input })
    if (run.statusCode === 403) continue
    assert.equal(run.statusCode, 201, run.body)
    await actions.work()
    assert.deepEqual(await actions.outcomes(account, run.json().id), { [second.id]: 'is-company-admin' })
  }
})

test('a run keeps to the scopes of the key that started it, also when it is carried out on a later day', async () => {
  const account = await anAccount(database.db)
  const [user] = [await aUser(database.db, account)]
  const headers = await aKey(account, editing)
  const on = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  const payload = { selection: { ids: [user.id] }, input: { on } }
  const url = '/api/v1/bulk-actions/user.inactivate/runs'
  assert.equal((await app.inject({ method: 'POST', url, payload, headers })).statusCode, 201)
  await actions.work()
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ template_id: account.templates.admin })
      .where('person_id', '=', user.id)
      .execute(),
  )
  await actions.work(new Date(Date.now() + 5 * 86_400_000))
  const state = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('person_state').select('status').where('person_id', '=', user.id).executeTakeFirstOrThrow(),
  )
  assert.equal(state.status, 'active')
})

test('a run is watched only by who may see it, and no longer than their session lasts', async () => {
  const account = await anAccount(database.db)
  const run = await actions.press(account, 'user.invite', [await aUser(database.db, account)])
  const url = `/api/v1/runs/${run}/events`
  const blind = await aKey(account, ['settings.view'])
  assert.equal((await app.inject({ url, headers: blind })).statusCode, 404)

  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const headers = {
    ...(await signedIn(database.db, account, account.admin)),
    'sec-fetch-site': 'same-origin',
  }
  const watching = (await fetch(address + url, { headers })).body!.getReader()
  assert.match(Buffer.from((await watching.read()).value!).toString(), /event: run/)
  await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })
  while (!(await watching.read()).done);
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, signedIn, type TestAccount } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'

const { database, app, ask } = await aPlace()

/** A run of the standard user over one new person, which no worker looks after. */
async function aRun(account: TestAccount) {
  const { id } = await aUser(database.db, account, { lastName: 'Selected' })
  const payload = { selection: { ids: [id] } }
  const as = account.standard
  const started = await ask(account, 'POST', '/bulk-actions/user.invite/runs', { payload, as })
  assert.equal(started.status, 201)
  return `/runs/${started.body.id}`
}

const change = (account: TestAccount, template: Partial<{ directory_level: 'none' | 'read_only' }>) =>
  inAccount(database.db, account.id, tx =>
    tx
      .updateTable('permission_template')
      .set(template)
      .where('account_id', '=', account.id)
      .where('id', '=', account.templates.standard)
      .execute(),
  )

test('a run is seen by who started it and by Directory Admins; to others it is unknown', async () => {
  const account = await anAccount(database.db)
  const run = await aRun(account)
  for (const [user, status, runs] of [
    ['admin', 200, 1],
    ['standard', 200, 1],
    ['reader', 404, 0],
  ] as const) {
    const as = account[user]
    for (const url of [run, `${run}/items`]) {
      assert.equal((await ask(account, 'GET', url, { as })).status, status, `${user} ${url}`)
    }
    assert.equal((await ask(account, 'GET', '/runs', { as })).body.items.length, runs, user)
  }
  const other = await anAccount(database.db)
  assert.equal((await ask(other, 'GET', run)).status, 404)
  assert.equal((await ask(other, 'POST', `${run}/cancel`)).status, 404)
})

test('who lost the directory sees not even the people of their own runs', async () => {
  const account = await anAccount(database.db)
  const run = await aRun(account)
  await change(account, { directory_level: 'none' })
  const as = account.standard
  for (const url of [run, `${run}/items`])
    assert.equal((await ask(account, 'GET', url, { as })).status, 404, url)
  for (const url of ['/runs', `${run}/items.csv`])
    assert.equal((await ask(account, 'GET', url, { as })).status, 403, url)
})

test('a run is exported by who may export the directory', async () => {
  const account = await anAccount(database.db)
  const run = await aRun(account)
  const as = account.standard
  const exported = await ask(account, 'GET', `${run}/items.csv`, { as })
  assert.equal(exported.status, 200)
  assert.match(exported.body, /Uma Selected/)
  await change(account, { directory_level: 'read_only' })
  assert.equal((await ask(account, 'GET', `${run}/items.csv`, { as })).status, 403)
  assert.equal((await ask(account, 'GET', run, { as })).status, 200)
})

test('watching a run ends for who is inactivated', async () => {
  const account = await anAccount(database.db)
  const run = await aRun(account)
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const headers = { ...(await signedIn(database.db, account, account.standard)), accept: 'text/event-stream' }
  const watching = await fetch(`${address}/api/v1${run}/events`, { headers })
  const events = watching.body!.pipeThrough(new TextDecoderStream()).getReader()
  assert.match((await events.read()).value ?? '', /"state":"queued"/)

  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ status: 'inactive', active_email: null })
      .where('person_id', '=', account.standard.id)
      .execute(),
  )
  for (let isOver = false; !isOver; ) isOver = (await events.read()).done
})

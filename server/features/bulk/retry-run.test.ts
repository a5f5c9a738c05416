import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'

const { database, sink, ask } = await aPlaceWithMail()

const soon = () => new Date(Date.now() + 60_000)
const overQuota = '552 5.2.2 Over quota'

/** A finished run over three people, of whom two have no room in their mailbox. */
async function anUnluckyRun(account: TestAccount) {
  for (let n = 0; n < 3; n++) await aUser(database.db, account)
  const payload = { selection: { filter: { invitation: 'not-invited' } } }
  const { body } = await ask(account, 'POST', '/bulk-actions/user.invite/runs', { payload })
  const server = await scriptedSmtpServer({ RCPT: [overQuota, overQuota] })
  await doEverythingDue(database, `smtp://127.0.0.1:${server.port}`, soon())
  await server.close()
  return `/runs/${body.id}`
}

test('retry failed: a new run over those who failed, which names the one before it', async () => {
  const account = await anAccount(database.db)
  const run = await anUnluckyRun(account)
  const before = (await ask(account, 'GET', run)).body
  assert.deepEqual([before.counts.done, before.counts.failed, before.may.retry], [1, 2, true])
  assert.deepEqual(before.reasons, [{ outcome: 'failed', reason: 'mailbox-full', count: 2 }])
  const failed = (await ask(account, 'GET', `${run}/items?outcome=failed`)).body.items
  assert.deepEqual(
    failed.map((item: { detail: string }) => item.detail),
    [overQuota, overQuota],
  )

  const headers = { 'idempotency-key': 'retry' }
  const [retried, again] = [
    await ask(account, 'POST', `${run}/retry`, { headers }),
    await ask(account, 'POST', `${run}/retry`, { headers }),
  ]
  assert.deepEqual([retried.status, retried.body.selected], [201, 2])
  assert.equal(retried.body.retryOf, before.id)
  assert.equal(again.body.id, retried.body.id, 'pressed twice it is one run')

  await doEverythingDue(database, sink.url, soon())
  assert.equal((await ask(account, 'GET', `/runs/${retried.body.id}`)).body.counts.done, 2)
  assert.deepEqual((await ask(account, 'GET', run)).body.counts, before.counts, 'what happened stays')
})

test('where nobody failed, or the run still goes on, there is nothing to retry', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account)
  const payload = { selection: { ids: [id] } }
  const { body } = await ask(account, 'POST', '/bulk-actions/user.invite/runs', { payload })
  const early = await ask(account, 'POST', `/runs/${body.id}/retry`)
  assert.deepEqual([early.status, early.body.code], [409, 'nothing-to-retry'])
  await doEverythingDue(database, sink.url, soon())
  const late = await ask(account, 'POST', `/runs/${body.id}/retry`)
  assert.deepEqual([late.status, late.body.code], [409, 'nothing-to-retry'])
})

test('a run of somebody else is retried by Directory Admins alone; to others it is unknown', async () => {
  const account = await anAccount(database.db)
  const run = await anUnluckyRun(account)
  for (const user of ['standard', 'reader'] as const)
    assert.equal((await ask(account, 'POST', `${run}/retry`, { as: account[user] })).status, 404, user)
  const other = await anAccount(database.db)
  assert.equal((await ask(other, 'POST', `${run}/retry`)).status, 404)
})

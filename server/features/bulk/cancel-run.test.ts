import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount, aUser, type TestAccount, testInstallation } from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { scriptedSmtpServer } from '../../../test/scripted-smtp-server.ts'
import { inAccount } from '../../db/connect.ts'
import { bulkCatalogue } from '../../registry.ts'
import { runsSweep } from './sweeps.ts'

const { database, sink, ask } = await aPlaceWithMail()

const notInvited = { filter: { invitation: 'not-invited' } }

async function start(account: TestAccount, selection: object) {
  for (let n = 0; n < 3; n++) await aUser(database.db, account)
  const { body } = await ask(account, 'POST', '/bulk-actions/user.invite/runs', { payload: { selection } })
  return `/runs/${body.id}`
}

const countsOf = ({ body }: { body: { counts: Record<string, number> } }) =>
  Object.fromEntries(Object.entries(body.counts).filter(([, count]) => count > 0))

test('a run over a filter that is cancelled before a worker looks at it accounts for everybody selected', async () => {
  const account = await anAccount(database.db)
  const run = await start(account, notInvited)
  const { status, body } = await ask(account, 'POST', `${run}/cancel`)
  assert.equal(status, 200)
  assert.deepEqual([body.state, body.selected, body.reviewed, body.counts.cancelled], ['cancelled', 3, 3, 3])
  assert.deepEqual(body.reasons, [{ outcome: 'cancelled', reason: 'run-cancelled', count: 3 }])
  await doEverythingDue(database, sink.url, new Date(Date.now() + 60_000))
  assert.deepEqual(sink.recipients(), [])
})

test('cancel while running: what has arrived stays done, what waits is taken back, and then the run is over', async () => {
  const account = await anAccount(database.db)
  await inAccount(database.db, account.id, tx =>
    tx.updateTable('account').set({ bulk_hold_seconds: 0 }).where('id', '=', account.id).execute(),
  )
  const run = await start(account, notInvited)
  const later = '450 4.2.0 Come back later'
  const server = await scriptedSmtpServer({ RCPT: ['250 2.1.5 Ok', later, later] })
  await doEverythingDue(database, `smtp://127.0.0.1:${server.port}`, new Date(Date.now() + 1000))
  await server.close()
  assert.deepEqual(countsOf(await ask(account, 'GET', run)), { done: 1, pending: 2 })

  assert.deepEqual(countsOf(await ask(account, 'POST', `${run}/cancel`)), { done: 1, cancelled: 2 })
  const again = await ask(account, 'POST', `${run}/cancel`)
  assert.deepEqual([again.status, again.body.code], [409, 'not-cancellable'])
  await doEverythingDue(database, sink.url, new Date(Date.now() + 3_600_000))
  assert.deepEqual(sink.recipients(), [])
  const { body } = await ask(account, 'GET', '/people/counts')
  assert.deepEqual([body.invitation.waiting, body.invitation['not-invited']], [0, 2])
})

test('who may not start the action may not cancel its runs', async () => {
  const account = await anAccount(database.db)
  const run = await start(account, notInvited)
  assert.equal((await ask(account, 'POST', `${run}/cancel`, { as: account.reader })).status, 404)
  assert.equal((await ask(account, 'GET', run)).body.state, 'queued')
})

test('cancel in the middle of an inactivation: who has left stays away, everybody else stays, and the run adds up', async () => {
  const account = await anAccount(database.db)
  await manyUsers(account, 1_001)
  const selection = { filter: { invitation: 'not-invited' } }
  const { body } = await ask(account, 'POST', '/bulk-actions/user.inactivate/runs', {
    payload: { selection },
  })
  // A worker that is told to stop after its first chunk.
  let looks = 0
  const stop = Object.defineProperty(new AbortController().signal, 'aborted', { get: () => looks++ > 0 })
  await runsSweep(database.db, bulkCatalogue(testInstallation)).sweep(account.id, new Date(), stop)
  const cancelled = await ask(account, 'POST', `/runs/${body.id}/cancel`)
  assert.deepEqual([cancelled.body.state, countsOf(cancelled)], ['cancelled', { done: 1_000, cancelled: 1 }])
  const { body: inactive } = await ask(account, 'GET', '/people/counts?status=inactive')
  assert.equal(inactive.total, 1_000)
  // What was done can still be taken back.
  assert.equal(cancelled.body.may.undo, true)
})

/** Users of whom nothing is known but their names. */
async function manyUsers(account: TestAccount, count: number) {
  await inAccount(database.db, account.id, async tx => {
    await sql`
      insert into person (account_id, id, first_name, last_name)
      select ${account.id}, gen_random_uuid(), 'Uma', 'User ' || n from generate_series(1, ${count}::int) n`.execute(
      tx,
    )
    await sql`
      insert into person_state (account_id, person_id, kind, status, invitation_state, email_verdict, phone_verdict, template_id)
      select ${account.id}, id, 'user', 'active', 'not_invited', 'missing', 'missing', ${account.templates.readOnly}
      from person where account_id = ${account.id} and last_name like 'User %'`.execute(tx)
  })
}

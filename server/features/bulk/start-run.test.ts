import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'

const { database, sink, ask } = await aPlaceWithMail()

const press = (
  account: TestAccount,
  selection: object,
  more: {
    action?: string
    as?: TestAccount['admin']
    key?: string
    reviewedAt?: string
    reviewed?: number
  } = {},
) => {
  const { action = 'user.invite', as = account.admin, key, reviewedAt, reviewed } = more
  return ask(account, 'POST', `/bulk-actions/${action}/runs`, {
    payload: { selection, ...(reviewedAt && { reviewedAt }), ...(reviewed && { reviewed }) },
    as,
    ...(key && { headers: { 'idempotency-key': key } }),
  })
}
const soon = () => new Date(Date.now() + 60_000)

async function people(account: TestAccount, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) ids.push((await aUser(database.db, account)).id)
  return ids
}

const countsOf = async (account: TestAccount, runId: string) => {
  const { body } = await ask(account, 'GET', `/runs/${runId}`)
  return Object.fromEntries(Object.entries(body.counts).filter(([, count]) => Number(count) > 0))
}

test('nothing selected is refused: no ids, ids of nobody, a filter that nobody matches, all taken off in the window', async () => {
  const account = await anAccount(database.db)
  const [id] = await people(account, 1)
  const notInvited = { invitation: 'not-invited' }
  for (const selection of [
    { ids: [] },
    { ids: [newId()] },
    { filter: { q: 'nobody at all' } },
    { filter: notInvited, except: [id] },
  ]) {
    const { status, body } = await press(account, selection)
    assert.deepEqual([status, body.code], [422, 'nothing-selected'], JSON.stringify(selection))
  }
  assert.deepEqual((await ask(account, 'GET', '/runs')).body.items, [])
})

test('all who match except some: those taken off in the window are in neither the review nor the run', async () => {
  const account = await anAccount(database.db)
  const [off, ...others] = await people(account, 4)
  const selection = { filter: { invitation: 'not-invited' }, except: [off] }
  const review = await ask(account, 'POST', '/bulk-actions/user.invite/reviews', { payload: { selection } })
  assert.deepEqual([review.body.selected, review.body.acting.count], [3, 3])
  const { body } = await press(account, selection, { reviewedAt: review.body.reviewedAt })
  await doEverythingDue(database, sink.url, soon())
  const items = (await ask(account, 'GET', `/runs/${body.id}/items`)).body.items
  assert.deepEqual(
    items.map((item: { subject: { id: string } }) => item.subject.id),
    others.toSorted(),
  )
})

test('of all who match, the run tells how many of the review did not match any more when it began', async () => {
  const account = await anAccount(database.db)
  const ids = await people(account, 3)
  const selection = { filter: { invitation: 'not-invited' } }
  const { body: review } = await ask(account, 'POST', '/bulk-actions/user.invite/reviews', {
    payload: { selection },
  })
  await ask(account, 'POST', `/people/${ids[0]}/invitation`)
  const { reviewedAt, selected } = review
  const { body } = await press(account, selection, { reviewedAt, reviewed: selected })
  await doEverythingDue(database, sink.url, soon())
  const { body: run } = await ask(account, 'GET', `/runs/${body.id}`)
  assert.deepEqual([run.reviewed, run.selected, run.counts.done], [3, 2, 2])
})

test('input that the action does not know is refused by the review and by the run, with its place', async () => {
  const account = await anAccount(database.db)
  const payload = { selection: { ids: await people(account, 1) }, input: { successor: 'somebody' } }
  for (const what of ['reviews', 'runs']) {
    const { status, body } = await ask(account, 'POST', `/bulk-actions/user.inactivate/${what}`, { payload })
    assert.deepEqual([status, body.code], [422, 'faulty-input'], what)
    assert.equal(body.faults[0].path[0], 'input')
  }
})

test('a person selected twice is one person in the run', async () => {
  const account = await anAccount(database.db)
  const [id] = await people(account, 1)
  const { body } = await press(account, { ids: [id, id, id] })
  assert.deepEqual([body.selected, body.reviewed], [1, 1])
})

test('two admins starting the same run at once: one message each', async () => {
  const account = await anAccount(database.db)
  const ids = await people(account, 5)
  await doEverythingDue(database, sink.url, soon())
  sink.forget()
  const runs = await Promise.all([press(account, { ids }), press(account, { ids }, { as: account.standard })])
  await Promise.all([1, 2].map(() => doEverythingDue(database, sink.url, soon())))
  assert.equal(sink.recipients().length, 5)
  assert.equal(new Set(sink.recipients()).size, 5)
  const counts = await Promise.all(runs.map(({ body }) => countsOf(account, body.id)))
  const total = (outcome: string) => counts.reduce((sum, one) => sum + Number(one[outcome] ?? 0), 0)
  assert.deepEqual([total('done'), total('skipped')], [5, 5])
})

test('inactivating yourself is left out of the run, and you go on', async () => {
  const account = await anAccount(database.db)
  const [id] = await people(account, 1)
  const { body } = await press(account, { ids: [id, account.admin.id] }, { action: 'user.inactivate' })
  await doEverythingDue(database, sink.url)
  const run = (await ask(account, 'GET', `/runs/${body.id}`)).body
  assert.deepEqual([run.counts.done, run.counts.skipped], [1, 1])
  assert.deepEqual(run.reasons, [{ outcome: 'skipped', reason: 'yourself', count: 1 }])
})

test('a key that is used again after two days starts a run of its own', async () => {
  const account = await anAccount(database.db)
  const [first, second] = await people(account, 2)
  const monday = await press(account, { ids: [first] }, { key: 'weekly' })
  const replayed = await press(account, { ids: [first] }, { key: 'weekly' })
  assert.equal(replayed.body.id, monday.body.id)
  await inAccount(database.db, account.id, async tx => {
    await sql`update run set created_at = created_at - interval '49 hours'`.execute(tx)
    await sql`delete from idempotent_request where account_id = ${account.id}`.execute(tx)
  })
  const later = await press(account, { ids: [second] }, { key: 'weekly' })
  assert.equal(later.status, 201)
  assert.notEqual(later.body.id, monday.body.id)
})

test('mixed never-invited, invited, joined and inactive in one selection: each is told apart', async () => {
  const account = await anAccount(database.db)
  const [fresh, invited] = await people(account, 2)
  const inactive = await aUser(database.db, account, { status: 'inactive' })
  await ask(account, 'POST', `/people/${invited}/invitation`)
  await doEverythingDue(database, sink.url, soon())
  const { body } = await press(account, { ids: [fresh, invited, account.reader.id, inactive.id] })
  await doEverythingDue(database, sink.url, soon())
  const run = (await ask(account, 'GET', `/runs/${body.id}`)).body
  assert.deepEqual([run.counts.done, run.counts.skipped], [2, 2])
  assert.deepEqual(run.reasons.map(({ reason }: { reason: string }) => reason).toSorted(), [
    'has-joined',
    'inactive',
  ])
})

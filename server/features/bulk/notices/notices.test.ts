import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount, aUser, type TestAccount, testInstallation } from '../../../../test/account.ts'
import { doEverythingDue } from '../../../../test/mail.ts'
import { aPlaceWithMail } from '../../../../test/place.ts'
import { inAccount } from '../../../db/connect.ts'
import { bulkCatalogue } from '../../../registry.ts'
import { advanceRuns } from '../advance-runs.ts'

const { database, sink, ask } = await aPlaceWithMail()

/** Presses Invite for two people, one of whom cannot be; nothing is carried out yet. */
async function aRun(as?: TestAccount['admin']) {
  const account = await anAccount(database.db)
  await ask(account, 'PATCH', '/settings', { payload: { bulkHoldSeconds: 0 } })
  const ids = [
    (await aUser(database.db, account, { email: `ana-${account.id}@example.com` })).id,
    (await aUser(database.db, account, { email: null })).id,
  ]
  const press = { payload: { selection: { ids } }, as: as ?? account.standard }
  const { body } = await ask(account, 'POST', '/bulk-actions/user.invite/runs', press)
  return { account, starter: account.standard, runId: body.id as string }
}
/** As if it had been pressed a minute ago. */
const tookLong = ({ id }: TestAccount) =>
  inAccount(database.db, id, tx =>
    sql`update run set created_at = created_at - interval '1 minute'`.execute(tx),
  )
const due = () => doEverythingDue(database, sink.url)
const noticesOf = async (account: TestAccount, as: TestAccount['admin']) =>
  (await ask(account, 'GET', '/run-notices', { as })).body.items as {
    id: string
    counts: Record<string, number>
  }[]
const wantMail = (account: TestAccount, as: TestAccount['admin']) =>
  ask(account, 'PATCH', '/own-notices', { payload: { mailsFinishedRuns: true }, as })

test('who started a long run is told how it ended, until they have seen it; nobody else is', async () => {
  const { account, starter, runId } = await aRun()
  await tookLong(account)
  assert.deepEqual(await noticesOf(account, starter), [])
  await due()
  const [notice] = await noticesOf(account, starter)
  assert.deepEqual([notice?.id, notice?.counts.done, notice?.counts.skipped], [runId, 1, 1])
  assert.deepEqual(await noticesOf(account, account.admin), [])
  assert.equal((await ask(account, 'DELETE', `/run-notices/${runId}`)).status, 404)

  const see = () => ask(account, 'DELETE', `/run-notices/${runId}`, { as: starter })
  assert.deepEqual([(await see()).status, (await see()).status], [204, 204])
  assert.deepEqual(await noticesOf(account, starter), [])
  assert.deepEqual(await sink.mailTo(starter.userName!), [])
})

test('a run that was over at once, or that its starter ended, is no news; one that another ended is', async () => {
  const quick = await aRun()
  await due()
  assert.deepEqual(await noticesOf(quick.account, quick.starter), [])
  for (const [who, count] of [
    ['standard', 0],
    ['admin', 1],
  ] as const) {
    const { account, starter, runId } = await aRun()
    await tookLong(account)
    await ask(account, 'POST', `/runs/${runId}/cancel`, { as: account[who] })
    assert.equal((await noticesOf(account, starter)).length, count, who)
  }
})

test('who wants it gets one e-mail with the totals and the way there, however many workers finish the run', async () => {
  const { account, starter, runId } = await aRun()
  await tookLong(account)
  await due()
  await inAccount(database.db, account.id, tx =>
    sql`update run set state = 'running', finished_at = null, seen_at = null`.execute(tx),
  )
  assert.equal((await wantMail(account, starter)).body.mailTo, starter.userName)
  const catalogue = bulkCatalogue(testInstallation)
  const { signal } = new AbortController()
  await Promise.all([1, 2, 3].map(() => advanceRuns(database.db, catalogue, account.id, new Date(), signal)))
  await due()
  const [mail, ...more] = await sink.mailTo(starter.userName!)
  assert.deepEqual(more, [])
  assert.equal(mail?.subject, 'Finished: Invitation of 2 users')
  assert.match(mail.text ?? '', /1 invitation was sent\. 1 was left out\./)
  assert.ok(mail.text?.includes(`${testInstallation.publicUrl}/runs/${runId}`), mail.text)
})

test('two runs of one person that end together say each its own', async () => {
  const { account, starter } = await aRun()
  await wantMail(account, starter)
  const ids = [(await aUser(database.db, account, { email: `jo-${account.id}@example.com` })).id]
  await ask(account, 'POST', '/bulk-actions/user.invite/runs', {
    payload: { selection: { ids } },
    as: starter,
  })
  await tookLong(account)
  await due()
  await due()
  const subjects = (await sink.mailTo(starter.userName!)).map(mail => mail.subject).sort()
  assert.deepEqual(subjects, ['Finished: Invitation of 1 user', 'Finished: Invitation of 2 users'])
})

test('a run that a program started with a key tells nobody', async () => {
  const { account, starter } = await aRun()
  await tookLong(account)
  await inAccount(database.db, account.id, tx => sql`update run set scopes = '{directory.view}'`.execute(tx))
  await due()
  assert.deepEqual(await noticesOf(account, starter), [])
})

test('the choice to be written to is on the record', async () => {
  const account = await anAccount(database.db)
  await wantMail(account, account.admin)
  await wantMail(account, account.admin)
  const { body } = await ask(account, 'GET', '/audit-events?event=person.changed')
  assert.deepEqual(
    body.items.map((one: { detail: object }) => one.detail),
    [{ changes: [{ field: 'mailsFinishedRuns', from: 'false', to: 'true' }] }],
  )
})

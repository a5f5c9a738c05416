import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount, aUser, type TestAccount, testInstallation } from '../../../../test/account.ts'
import { asker } from '../../../../test/ask.ts'
import { doEverythingDue } from '../../../../test/mail.ts'
import { aPlaceWithMail } from '../../../../test/place.ts'
import { onAccountLine } from '../../../db/account-line.ts'
import { inAccount } from '../../../db/connect.ts'
import { messageKinds } from '../../../registry.ts'
import { ledger } from '../ledger.ts'
import { parseSendLimits } from './send-limits.ts'

const { database, app, sink } = await aPlaceWithMail()

const deliver = (limits: string) =>
  doEverythingDue(database, sink.url, new Date(Date.now() + 60_000), {
    ...testInstallation,
    sendLimits: parseSendLimits(limits),
  })
const ask = (account: TestAccount, url: string) => asker(database.db, app)(account, 'POST', url)
const invite = (account: TestAccount, id: string) => ask(account, `/people/${id}/invitation`)
const statesOf = (account: TestAccount) =>
  inAccount(database.db, account.id, async tx =>
    (await tx.selectFrom('message').select(['state', 'reason']).orderBy('id').execute()).map(
      ({ state, reason }) => (reason ? `${state}: ${reason}` : state),
    ),
  )

async function invited(count: number, domains = ['example.com']) {
  const account = await anAccount(database.db)
  const ids: string[] = []
  for (let at = 0; at < count; at++) {
    const email = `p${at}-${account.id}@${domains[at % domains.length]}`
    const { id } = await aUser(database.db, account, { email })
    await invite(account, id)
    ids.push(id)
  }
  return { account, ids }
}
const inTurn = (account: TestAccount, change: ReturnType<typeof sql>) =>
  inAccount(database.db, account.id, tx => change.execute(tx))

test('what is over the limit of a day waits, says so, and leaves on the next', async () => {
  const { account, ids } = await invited(3)
  await deliver('day=2')
  const waits = 'queued: day-limit-reached'
  assert.deepEqual(await statesOf(account), ['accepted', 'accepted', waits])
  const timeline = await asker(database.db, app)(account, 'GET', `/people/${ids[2]}/timeline`)
  assert.deepEqual(
    [timeline.body.items[0].code, timeline.body.items[0].params.reason],
    ['welcome-paced', 'day-limit-reached'],
  )
  await deliver('day=2')
  assert.equal((await statesOf(account))[2], waits)
  await inTurn(account, sql`update sending_pace set day = day - 1`)
  await deliver('day=2')
  assert.deepEqual(await statesOf(account), ['accepted', 'accepted', 'accepted'])
})

test('an account sends no more than its minute has room for; what waits leaves as time passes', async () => {
  const { account } = await invited(3)
  await deliver('account=20')
  assert.deepEqual((await statesOf(account)).filter(state => state === 'accepted').length, 2)
  await inTurn(account, sql`update sending_pace set leveled_at = leveled_at - interval '3 seconds'`)
  await deliver('account=20')
  assert.deepEqual(await statesOf(account), ['accepted', 'accepted', 'accepted'])
})

test('one receiving domain that is full holds up no other', async () => {
  const full = `full-${Date.now()}.example`
  const { account } = await invited(5, [full, full, full, `a-${full}`, `b-${full}`])
  await deliver('domain=10')
  const waits = 'queued: domain-limit-reached'
  assert.deepEqual(await statesOf(account), ['accepted', waits, waits, 'accepted', 'accepted'])
  await database.db
    .updateTable('domain_pace')
    .set({ leveled_at: sql`leveled_at - interval '60 seconds'` })
    .where('domain', '=', full)
    .execute()
  await deliver('domain=10')
  assert.deepEqual((await statesOf(account)).filter(state => state === 'accepted').length, 4)
})

test('somebody who was just written to is left in peace for a while', async () => {
  const { account, ids } = await invited(1)
  await deliver('person=24')
  await invite(account, ids[0]!)
  await deliver('person=24')
  assert.deepEqual(await statesOf(account), ['accepted', 'queued: person-rests'])
  await inTurn(
    account,
    sql`update message set dot_at = dot_at - interval '25 hours' where dot_at is not null`,
  )
  await deliver('person=24')
  assert.deepEqual(await statesOf(account), ['accepted', 'accepted'])
})

test('two workers at once send no more than the day allows', async () => {
  const { account } = await invited(6)
  await Promise.all([deliver('day=4'), deliver('day=4'), deliver('day=4')])
  assert.equal((await statesOf(account)).filter(state => state === 'accepted').length, 4)
})

test('an answer that comes after its message was given up as unconfirmed is counted once', async () => {
  const { account } = await invited(1)
  const limits = parseSendLimits('day=5')
  await onAccountLine(database, account.id, async line => {
    const worker = () =>
      ledger(
        database.db,
        line,
        account.id,
        'email',
        randomUUID(),
        messageKinds(testInstallation),
        'hold',
        limits,
      )
    const now = new Date(Date.now() + 60_000)
    const frozen = worker()
    const [message] = await frozen.claim(now, 10)
    assert.equal(await frozen.fence(message!), true)
    await inTurn(account, sql`update message set lease_until = now() - interval '1 second'`)
    assert.deepEqual(await worker().claim(now, 10), [])
    assert.deepEqual(await statesOf(account), ['unconfirmed: answer-not-heard'])
    const told = { state: 'accepted', reason: null, reply: '250 Ok', reference: null } as const
    const { id, attempt } = message!
    await frozen.note({ id, attempt, ...told, retryInSeconds: null, isResend: false }, null)
  })
  assert.deepEqual(await statesOf(account), ['accepted'])
  const { rows } = await inAccount(database.db, account.id, tx =>
    sql<{ sent: number }>`select sent from sending_pace where account_id = ${account.id}`.execute(tx),
  )
  assert.equal(rows[0]!.sent, 1)
})

test('limits that cannot be understood are one sentence with an example', () => {
  assert.deepEqual(parseSendLimits('account=600, day=5000'), {
    account: 600,
    domain: null,
    day: 5000,
    person: null,
  })
  for (const raw of ['', 'account', 'account=0', 'account=-1', 'hour=5', 'day=5000;person=2', 'day=1.5'])
    assert.throws(
      () => parseSendLimits(raw),
      /^Error: SEND_LIMITS cannot be used: .* Write it like account=600/,
    )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount, aUser, type TestAccount } from '../../../../test/account.ts'
import { doEverythingDue } from '../../../../test/mail.ts'
import { aPlace, atTheEnd } from '../../../../test/place.ts'
import { tlsMailServer, trustTheTestAuthority } from '../../../../test/tls-mail-server.ts'
import { inAccount } from '../../../db/connect.ts'

trustTheTestAuthority()
const { database, ask } = await aPlace()
const CREW = 5

/** What stands between us and a safe connection; the same server mended, on the same port, has a good certificate. */
const troubles = {
  'a certificate that the server signed itself': { certificate: 'self-signed' },
  'a certificate that has run out': { certificate: 'expired' },
  'the certificate of another server': { certificate: 'elsewhere' },
  'a certificate that has run out, after STARTTLS': { certificate: 'expired', secure: false },
  'no STARTTLS where encryption is a must': { certificate: 'good', secure: false, offersStartTls: false },
} as const

/** A run of five is about to leave through such a server. */
async function aRunInto({ certificate, ...how }: (typeof troubles)[keyof typeof troubles]) {
  const account = await anAccount(database.db)
  await ask(account, 'PATCH', '/settings', { payload: { bulkHoldSeconds: 0 } })
  const emails = Array.from({ length: CREW }, (_, number) => `${number}-${account.id}@example.com`)
  const ids: string[] = []
  for (const email of emails) ids.push((await aUser(database.db, account, { email })).id)
  const payload = { selection: { ids } }
  const run = (await ask(account, 'POST', '/bulk-actions/user.invite/runs', { payload })).body.id as string
  const broken = await tlsMailServer(certificate, how)
  const url = `${'secure' in how ? 'smtp' : 'smtps'}://127.0.0.1:${broken.port}?requireTls=1`
  return {
    account,
    run,
    emails,
    broken,
    mend: async () => {
      await broken.close()
      const mended = await tlsMailServer('good', { port: broken.port, ...how, offersStartTls: true })
      atTheEnd(mended.close)
      return mended
    },
    send: () => doEverythingDue(database, url, new Date(Date.now() + 1000)),
  }
}
const runOf = async (account: TestAccount, run: string) => (await ask(account, 'GET', `/runs/${run}`)).body
const pauseOf = async (account: TestAccount) => (await ask(account, 'GET', '/run-notices')).body.sendingPause
const statesOf = (account: TestAccount) =>
  inAccount(database.db, account.id, async tx =>
    (await tx.selectFrom('message').select('state').execute()).map(one => one.state),
  )
/** As if the minute had passed until it tries again by itself: only the database's clock counts. */
const aMinutePasses = (account: TestAccount) =>
  inAccount(database.db, account.id, tx =>
    sql`update account set sending_paused_until = sending_paused_until - interval '1 minute'`.execute(tx),
  )

for (const [what, trouble] of Object.entries(troubles)) {
  test(`${what} pauses the whole run with one error; nobody is lost or given up`, async () => {
    const { account, run, emails, broken, mend, send } = await aRunInto(trouble)
    for (let tries = 0; tries < 3; tries++) {
      await send()
      await aMinutePasses(account)
    }
    await send()
    assert.deepEqual(broken.taken, [])
    const { state, counts } = await runOf(account, run)
    assert.deepEqual([state, counts.pending, counts.failed], ['paused', CREW, 0])
    const { reason, nextTryAt } = await pauseOf(account)
    assert.equal(reason, 'tls-failed')
    assert.ok(nextTryAt)
    assert.deepEqual(await statesOf(account), Array(CREW).fill('queued'))

    // Mended, it goes on by itself when its time comes, and not before.
    const mended = await mend()
    await send()
    assert.deepEqual(mended.taken, [])
    await aMinutePasses(account)
    await send()
    assert.deepEqual(mended.taken.toSorted(), emails.toSorted())
    assert.equal(await pauseOf(account), null)
    assert.equal((await runOf(account, run)).counts.done, CREW)
    await send()
    assert.equal(mended.taken.length, CREW)
  })
}

test('Try again now: what is not mended yet pauses again, and what is mended is sent at once, to each once', async () => {
  const { account, run, emails, broken, mend, send } = await aRunInto(
    troubles['a certificate that has run out'],
  )
  const tryNow = () => ask(account, 'POST', '/sending/try-again')
  await send()
  assert.equal((await tryNow()).status, 204)
  await send()
  assert.deepEqual([broken.taken, (await runOf(account, run)).state], [[], 'paused'])
  const mended = await mend()
  await tryNow()
  await send()
  assert.deepEqual(mended.taken.toSorted(), emails.toSorted())
  const { counts } = await runOf(account, run)
  assert.deepEqual([counts.done, counts.pending], [CREW, 0])
  assert.equal(await pauseOf(account), null)
})

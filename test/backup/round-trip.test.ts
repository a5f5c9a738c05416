import assert from 'node:assert/strict'
import fs from 'node:fs'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { connect, type Database, inAccount } from '../../server/db/connect.ts'
import { anAccount, appFor, aUser, type TestAccount, testInstallation } from '../account.ts'
import { asker } from '../ask.ts'
import { aSink, doEverythingDue, type Sink } from '../mail.ts'
import { aBackupGround, contentOf, differences, secret } from './ground.ts'

// `muster backup` and `muster restore` as they are called, between databases that belong to an ordinary role.

let ground: Awaited<ReturnType<typeof aBackupGround>>
let sink: Sink
before(async () => {
  ground = await aBackupGround()
  sink = await aSink()
})
after(async () => {
  await sink.close()
  await ground.close()
})

const installation = { ...testInstallation, secret: Buffer.from(secret) }
const workOn = (database: Database) => doEverythingDue(database, sink.url, new Date(), installation)

/** Works in a database as the program does. */
async function inDatabase<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = connect(url)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** An account with one who was written to, and three whose messages are queued, in a worker's hands, and past the fence. */
async function aBusyInstallation(url: string): Promise<TestAccount> {
  return inDatabase(url, async database => {
    const { db } = database
    const app = await appFor(database, { installation })
    const ask = asker(db, app)
    const account = await anAccount(db, { name: 'Grønland & søn «ЮГ»' })
    const invite = async (email: string) => {
      const user = await aUser(db, account, {
        email,
        lastName: 'tab\t, line\n and \\ back',
        companyName: 'Volt',
      })
      await ask(account, 'POST', `/people/${user.id}/invitation`)
      return user
    }
    await invite('written-to@example.com')
    await workOn(database)
    const [queued, taken, dotted] = [
      await invite('queued@example.com'),
      await invite('taken@example.com'),
      await invite('dotted@example.com'),
    ]
    await inAccount(db, account.id, async tx => {
      const hold = (state: string, personId: string) =>
        sql`update message set state = ${state}::message_state, owner = gen_random_uuid(), lease_until = now() + interval '8 s',
          dot_at = case when ${state} = 'dot' then now() end where account_id = ${account.id} and person_id = ${personId}`.execute(
          tx,
        )
      await hold('sending', taken.id)
      await hold('dot', dotted.id)
    })
    assert.ok(queued)
    await app.close()
    return account
  })
}

const stateOfMessages = (url: string, account: TestAccount) =>
  inDatabase(url, ({ db }) =>
    inAccount(db, account.id, async tx => {
      const rows = await tx
        .selectFrom('message')
        .select(['to_address', 'state', 'reason'])
        .where('account_id', '=', account.id)
        .execute()
      return Object.fromEntries(
        rows.map(row => [
          row.to_address.split('@')[0],
          row.reason ? `${row.state}: ${row.reason}` : row.state,
        ]),
      )
    }),
  )

test('what was backed up is there again, table by table; nothing leaves that may have left, until somebody says so', async () => {
  const [source, target] = [await ground.database(), await ground.database({ isMigrated: false })]
  const account = await aBusyInstallation(source)
  const file = ground.file('whole')

  const made = await ground.muster(source, ['backup', file, '--json'])
  assert.equal(made.code, 0, made.err)
  assert.equal(fs.statSync(file).mode & 0o777, 0o600)
  assert.equal(JSON.parse(made.out).hasSecret, false, 'a secret that was given stays with whoever gave it')
  const restored = await ground.muster(target, ['restore', file, '--json'])
  assert.equal(restored.code, 0, restored.err)
  assert.equal(JSON.parse(restored.out).heldMessages, 3)
  assert.deepEqual(await differences(target, source), {})

  const held = 'unconfirmed: restored-from-backup'
  assert.deepEqual(await stateOfMessages(target, account), {
    'written-to': 'accepted',
    queued: held,
    taken: held,
    dotted: held,
  })
  sink.forget()
  const goOn = () => inDatabase(target, workOn)
  await goOn()
  assert.deepEqual(sink.recipients(), [], 'sending is paused')
  await ground.muster(target, ['sending', 'resume'])
  await goOn()
  assert.deepEqual(sink.recipients(), [], 'and what was waiting stays with a person')
  const sent = await ground.muster(target, ['sending', 'resume', '--send-held', '--json'])
  assert.equal(JSON.parse(sent.out).released, 3)
  await goOn()
  await goOn()
  assert.deepEqual(sink.recipients().sort(), [
    'dotted@example.com',
    'queued@example.com',
    'taken@example.com',
  ])
  const { code, out, err } = await ground.muster(target, ['audit', 'verify'])
  assert.equal(code, 0, out + err)
})

test('nobody stays signed in, and what fell due since the backup is held too', async () => {
  const [source, target] = [await ground.database(), await ground.database({ isMigrated: false })]
  const account = await aBusyInstallation(source)
  await inDatabase(source, ({ db }) =>
    inAccount(db, account.id, async tx => {
      await sql`update invitation set next_follow_up_at = now(), sent_at = now() - interval '3 days' where sent_at is not null`.execute(
        tx,
      )
    }),
  )
  await ground.muster(source, ['backup', ground.file('due')])
  const restored = await ground.muster(target, ['restore', ground.file('due'), '--json'])
  assert.equal(JSON.parse(restored.out).heldMessages, 4, restored.err)
  const { rows } = await inDatabase(target, ({ db }) =>
    inAccount(db, account.id, tx => sql`select from session where ended_at is null`.execute(tx)),
  )
  assert.equal(rows.length, 0)
})

test('through a pipe and sealed: without the passphrase it does not open, with it the secret comes along', async () => {
  const source = await ground.database()
  await aBusyInstallation(source)
  const sealed = { MUSTER_BACKUP_PASSPHRASE: 'four words and a number' }
  const file = ground.file('sealed')
  assert.equal((await ground.muster(source, ['backup', file], sealed)).code, 0)
  assert.doesNotMatch(fs.readFileSync(file, 'latin1'), new RegExp(`${secret}|example`))

  const target = await ground.database({ isMigrated: false })
  const without = await ground.muster(target, ['restore', file])
  assert.match(without.err, /sealed: give its passphrase/)
  const wrong = await ground.muster(target, ['restore', file], {
    MUSTER_BACKUP_PASSPHRASE: 'another passphrase',
  })
  assert.match(wrong.err, /passphrase is another/)
  const other = await ground.muster(target, ['restore', file], { ...sealed, MUSTER_SECRET: 'x'.repeat(40) })
  assert.match(other.err, /another MUSTER_SECRET.*--save-secret/)
  const saved = ground.file('saved-secret')
  await ground.muster(target, ['restore', file, '--save-secret', saved], sealed)
  assert.equal(fs.readFileSync(saved, 'utf8').trim(), secret)
  assert.deepEqual(await contentOf(target), {}, 'nothing was changed by all that')
  assert.equal((await ground.muster(target, ['restore', file], sealed)).code, 0)
})

test('an installation with people is replaced only where that is said; one that runs is not', async () => {
  const [source, target] = [await ground.database(), await ground.database()]
  await aBusyInstallation(source)
  await inDatabase(target, ({ db }) => anAccount(db, { name: 'Here Before' }))
  const file = ground.file('over')
  await ground.muster(source, ['backup', file])

  const refused = await ground.muster(target, ['restore', file])
  assert.equal(refused.code, 2)
  assert.match(refused.err, /Here is Here Before with 3 people: all of it would be replaced/)
  const running = connect(target)
  await sql`select`.execute(running.db)
  assert.match((await ground.muster(target, ['restore', file, '--yes'])).err, /stop Muster/)
  await running.close()
  assert.equal((await ground.muster(target, ['restore', file, '--yes'])).code, 0)
  assert.deepEqual(await differences(target, source), {})
})

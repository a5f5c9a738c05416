import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { anAccount, appFor, aUser } from '../../../test/account.ts'
import { asker } from '../../../test/ask.ts'
import { type TestDatabase, testDatabase } from '../../../test/database.ts'
import { aSink, doEverythingDue, type Sink } from '../../../test/mail.ts'
import { asOperator, connect, type Database, inAccount } from '../../db/connect.ts'
import { accountSettings } from './account-settings.ts'
import { installationSettings, pauseAllSending, resumeAllSending } from './installation-settings.ts'

let testDb: TestDatabase
let database: Database
let app: FastifyInstance
let sink: Sink
let ask: ReturnType<typeof asker>

before(async () => {
  testDb = await testDatabase()
  database = connect(testDb.url)
  app = await appFor(database)
  sink = await aSink()
  ask = asker(database.db, app)
})
after(async () => {
  await sink.close()
  await app.close()
  await database.close()
  await testDb.close()
})

const soon = () => new Date(Date.now() + 1000)

test('an installation begins with e-mail, or SMS where there is none, 15 characters, 12 hours idle and 30 days at most', async () => {
  assert.deepEqual(await installationSettings(database.db), {
    verificationMethod: 'email-or-sms',
    shortestPassword: 15,
    refusedPasswordWords: [],
    idleSessionMinutes: 720,
    longestSessionHours: 720,
    dkimSelector: null,
    sendingPaused: null,
  })
})

test('an account tightens the verification method to e-mail only, and never loosens it', async () => {
  const account = await anAccount(database.db)
  const method = () =>
    inAccount(database.db, account.id, async tx => (await accountSettings(tx, account.id)).verificationMethod)
  const set = (verification_method: string) =>
    asOperator(database.db, tx =>
      tx.updateTable('installation_setting').set({ verification_method }).execute(),
    )
  const tighten = (confirm_only_by_email: boolean) =>
    inAccount(database.db, account.id, tx =>
      tx.updateTable('account').set({ confirm_only_by_email }).where('id', '=', account.id).execute(),
    )
  await set('both')
  assert.equal(await method(), 'both')
  await tighten(true)
  assert.equal(await method(), 'email-only')
  await tighten(false)
  await set('email-only')
  assert.equal(await method(), 'email-only')
  await set('email-or-sms')
})

test('while all sending is paused nothing leaves, and afterwards everything does, once', async () => {
  const account = await anAccount(database.db)
  const email = `paused-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  await asOperator(database.db, tx => pauseAllSending(tx, 'Restored from a backup.'))
  await ask(account, 'POST', `/people/${id}/invitation`)
  await doEverythingDue(database, sink.url, soon())
  assert.deepEqual(sink.recipients(), [])
  assert.equal((await installationSettings(database.db)).sendingPaused?.reason, 'Restored from a backup.')
  await asOperator(database.db, resumeAllSending)
  await doEverythingDue(database, sink.url, soon())
  await doEverythingDue(database, sink.url, soon())
  assert.deepEqual(sink.recipients(), [email])
})

test('the program itself changes neither the installation nor whether an account is suspended', async () => {
  const account = await anAccount(database.db)
  await assert.rejects(
    database.db.transaction().execute(tx => pauseAllSending(tx, 'Somebody else')),
    { code: '42501' },
  )
  const suspend = inAccount(database.db, account.id, tx =>
    tx.updateTable('account').set({ suspended_at: new Date(), suspended_reason: 'x' }).execute(),
  )
  await assert.rejects(suspend, { code: '42501' })
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser } from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { asOperator, inAccount } from '../../db/connect.ts'
import { accountSettings } from './account-settings.ts'
import { installationSettings, pauseAllSending, resumeAllSending } from './installation-settings.ts'

const { database, sink, ask } = await aPlaceWithMail()

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

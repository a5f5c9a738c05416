import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, type TestAccount } from '../../../test/account.ts'
import { aDatabase } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { accountSettings } from './account-settings.ts'

const database = await aDatabase()

const settingsOf = (account: TestAccount) =>
  inAccount(database.db, account.id, tx => accountSettings(tx, account.id))

const set = (account: TestAccount, values: object) =>
  inAccount(database.db, account.id, tx =>
    tx.updateTable('account').set(values).where('id', '=', account.id).execute(),
  )

test('a new account reminds on days 3, 7 and 14, holds runs for half a minute and waits with what is in doubt', async () => {
  const account = await anAccount(database.db, { name: 'Northwind', country: 'US' })
  assert.deepEqual(await settingsOf(account), {
    id: account.id,
    name: 'Northwind',
    country: 'US',
    language: 'en',
    timeZone: 'UTC',
    followUpDays: [3, 7, 14],
    invitationLifeDays: 14,
    followUpFrom: '00:00',
    followUpUntil: '24:00',
    followUpWeekdays: [1, 2, 3, 4, 5, 6, 7],
    bulkHoldSeconds: 30,
    invitationCarries: 'link',
    unconfirmedPolicy: 'hold',
    confirmOnlyByEmail: false,
    smsAfterBounce: false,
    installationMethod: 'email-or-sms',
    verificationMethod: 'email-or-sms',
    sendingPausedReason: null,
  })
})

test('reminder days count in their order, in whichever order they were set', async () => {
  const account = await anAccount(database.db)
  await set(account, { follow_up_days: [14, 2, 7] })
  assert.deepEqual((await settingsOf(account)).followUpDays, [2, 7, 14])
  await set(account, { follow_up_days: [] })
  assert.deepEqual((await settingsOf(account)).followUpDays, [])
})

test('settings that nobody could keep are refused', async () => {
  const account = await anAccount(database.db)
  for (const values of [
    { follow_up_days: [3, 0] },
    { invitation_life_days: 0 },
    { bulk_hold_seconds: -1 },
    { unconfirmed_policy: 'guess' },
    { language: 'xx' },
    { sending_paused_until: new Date(), sending_paused_reason: null },
  ]) {
    await assert.rejects(set(account, values), { code: '23514' }, JSON.stringify(values))
  }
})

test('one account never reads the settings of another', async () => {
  const [account, other] = [await anAccount(database.db), await anAccount(database.db)]
  await assert.rejects(inAccount(database.db, account.id, tx => accountSettings(tx, other.id)))
})

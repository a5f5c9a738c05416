import type { FieldChange } from '../../../contract/audit.ts'
import type { Settings, SettingsEdit } from '../../../contract/settings.ts'
import type { Tx } from '../../db/connect.ts'
import { refuseFaults } from '../../lib/problem.ts'
import { type ActedBy, record } from '../audit/index.ts'
import { accountSettings } from './account-settings.ts'
import { minuteOf } from './clock-times.ts'
import { lockAccount, updateAccount } from './queries.ts'

/** What an admin sees and changes of their account's settings. */
export async function settingsView(tx: Tx, accountId: string): Promise<Settings> {
  const {
    id: _,
    sendingPausedReason: __,
    verificationMethod: ___,
    ...shown
  } = await accountSettings(tx, accountId)
  return shown
}

/**
 * Changes settings; what the edit does not name stays. What is under way goes by them from its next step on.
 *
 * @throws Problem faulty-input with all faults at once
 */
export async function changeSettings(tx: Tx, by: ActedBy, edit: SettingsEdit): Promise<void> {
  await lockAccount(tx, by.accountId)
  const before = await settingsView(tx, by.accountId)
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
  const after: Settings = { ...before, ...given }
  after.followUpWeekdays = [...new Set(after.followUpWeekdays)].sort((one, other) => one - other)
  if (minuteOf(after.followUpFrom) >= minuteOf(after.followUpUntil))
    refuseFaults([{ path: ['followUpUntil'], reason: 'not-after-from' }])
  after.followUpDays = [...new Set(after.followUpDays)].sort((one, other) => one - other)
  const changes = changesOf(before, after)
  if (!changes.length) return
  await updateAccount(tx, by.accountId, after)
  await record(tx, by, 'settings.changed', { changes })
}

function changesOf(before: Settings, after: Settings): FieldChange[] {
  const written = (value: Settings[keyof Settings]) =>
    Array.isArray(value) ? value.join(', ') : String(value)
  return (Object.keys(before) as (keyof Settings)[])
    .map(field => ({ field, from: written(before[field]) || null, to: written(after[field]) || null }))
    .filter(({ from, to }) => from !== to)
}

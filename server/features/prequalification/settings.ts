import type {
  PrequalificationSettings,
  PrequalificationSettingsEdit,
} from '../../../contract/prequalification/settings.ts'
import type { Tx } from '../../db/connect.ts'
import { record } from '../audit/index.ts'
import { type Actor, actedBy } from '../permissions/index.ts'
import { lockAccount } from '../settings/index.ts'
import { saveSettingRow, settingRow } from './settings-queries.ts'

/** Source: seed 001; product.md section 2. */
export const defaultSettings: PrequalificationSettings = {
  reminderDays: 7,
  mostReminders: null,
  dueDays: 30,
  keepsStatusOnRequalify: false,
  expiryNoticeDays: 30,
  requalifiesByItself: false,
  tellsOfSubmissions: true,
}

export async function settingsOf(tx: Tx, accountId: string): Promise<PrequalificationSettings> {
  const row = await settingRow(tx, accountId)
  if (!row) return defaultSettings
  return {
    reminderDays: row.reminder_days,
    mostReminders: row.most_reminders,
    dueDays: row.due_days,
    keepsStatusOnRequalify: row.keeps_status_on_requalify,
    expiryNoticeDays: row.expiry_notice_days,
    requalifiesByItself: row.requalifies_by_itself,
    tellsOfSubmissions: row.tells_of_submissions,
  }
}

/** What the edit does not name stays; what is under way goes by them from its next step on. */
export async function changePrequalificationSettings(
  tx: Tx,
  actor: Actor,
  edit: PrequalificationSettingsEdit,
): Promise<PrequalificationSettings> {
  await lockAccount(tx, actor.accountId)
  const before = await settingsOf(tx, actor.accountId)
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
  const after: PrequalificationSettings = { ...before, ...given }
  const written = (value: number | boolean | null) => (value === null ? null : String(value))
  const changes = (Object.keys(before) as (keyof PrequalificationSettings)[])
    .map(field => ({ field, from: written(before[field]), to: written(after[field]) }))
    .filter(({ from, to }) => from !== to)
  if (!changes.length) return before
  await saveSettingRow(tx, actor.accountId, after)
  await record(tx, actedBy(actor), 'prequalification-settings.changed', { changes })
  return after
}

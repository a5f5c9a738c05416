import type { PrequalificationSettings } from '../../../contract/prequalification/settings.ts'
import type { Tx } from '../../db/connect.ts'

export function settingRow(tx: Tx, accountId: string) {
  return tx
    .selectFrom('prequalification_setting')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

export async function saveSettingRow(
  tx: Tx,
  accountId: string,
  settings: PrequalificationSettings,
): Promise<void> {
  const columns = {
    reminder_days: settings.reminderDays,
    most_reminders: settings.mostReminders,
    due_days: settings.dueDays,
    keeps_status_on_requalify: settings.keepsStatusOnRequalify,
    expiry_notice_days: settings.expiryNoticeDays,
    requalifies_by_itself: settings.requalifiesByItself,
    tells_of_submissions: settings.tellsOfSubmissions,
  }
  await tx
    .insertInto('prequalification_setting')
    .values({ account_id: accountId, ...columns })
    .onConflict(conflict => conflict.column('account_id').doUpdateSet(columns))
    .execute()
}

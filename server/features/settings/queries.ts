import type { Settings } from '../../../contract/settings.ts'
import type { Tx } from '../../db/connect.ts'

export function accountRow(tx: Tx, accountId: string) {
  return tx.selectFrom('account').selectAll().where('id', '=', accountId).executeTakeFirstOrThrow()
}

/** Until the end of the transaction: two admins' changes come one after the other. */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await tx.selectFrom('account').select('id').where('id', '=', accountId).forNoKeyUpdate().execute()
}

export async function updateAccount(tx: Tx, accountId: string, settings: Settings): Promise<void> {
  await tx
    .updateTable('account')
    .set({
      name: settings.name,
      country: settings.country,
      language: settings.language,
      time_zone: settings.timeZone,
      follow_up_days: settings.followUpDays,
      invitation_life_days: settings.invitationLifeDays,
      bulk_hold_seconds: settings.bulkHoldSeconds,
      unconfirmed_policy: settings.unconfirmedPolicy,
    })
    .where('id', '=', accountId)
    .execute()
}

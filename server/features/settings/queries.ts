import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { InstallationSettings } from '../../../contract/installation-settings.ts'
import type { Settings } from '../../../contract/settings.ts'
import type { Tx } from '../../db/connect.ts'
import type { Schema } from '../../db/views.ts'
import { minuteOf } from './clock-times.ts'

/** With what the installation says about it. */
export function accountRow(tx: Tx, accountId: string) {
  return tx
    .selectFrom('account')
    .innerJoin('installation_setting as i', join => join.onTrue())
    .selectAll('account')
    .select('i.verification_method')
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow()
}

export function installationRow(db: Kysely<Schema>) {
  return db.selectFrom('installation_setting').selectAll().executeTakeFirstOrThrow()
}

/** Until the end of the transaction: two super admins' changes come one after the other. @param tx as operator */
export async function lockInstallation(tx: Tx): Promise<void> {
  await tx.selectFrom('installation_setting').select('verification_method').forNoKeyUpdate().execute()
}

/** @param tx as operator */
export async function updateInstallation(tx: Tx, settings: InstallationSettings): Promise<void> {
  await tx
    .updateTable('installation_setting')
    .set({
      verification_method: settings.verificationMethod,
      shortest_password: settings.shortestPassword,
      refused_password_words: settings.refusedPasswordWords,
      idle_session_minutes: settings.idleSessionMinutes,
      longest_session_hours: settings.longestSessionHours,
      dkim_selector: settings.dkimSelector,
    })
    .execute()
}

/** A pause that there is keeps its beginning. @param reason null ends it */
export async function setSendingPause(tx: Tx, reason: string | null): Promise<void> {
  await tx
    .updateTable('installation_setting')
    .set({
      sending_paused_reason: reason,
      sending_paused_at: reason === null ? null : sql`coalesce(sending_paused_at, now())`,
    })
    .execute()
}

/** Whether anything may be sent for an account: neither the installation's sending is paused nor the account suspended. */
export const maySendFor = (accountId: string): RawBuilder<SqlBool> => sql<SqlBool>`(
  exists (select from installation_setting where sending_paused_at is null)
  and exists (select from account where id = ${accountId} and suspended_at is null))`

/** Whether invitations of an account go by e-mail alone, as `verificationMethod` has it. @param accountId names a column */
export const isOnlyByEmail = (accountId: RawBuilder<unknown>): RawBuilder<SqlBool> => sql<SqlBool>`(
  exists (select from installation_setting where verification_method = 'email-only')
  or exists (select from account where id = ${accountId} and confirm_only_by_email))`

/** Accounts that background work leaves alone. */
export async function suspendedAccounts(db: Kysely<Schema>): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select id from suspended_accounts() as id`.execute(db)
  return new Set(rows.map(row => row.id))
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
      follow_up_from_minute: minuteOf(settings.followUpFrom),
      follow_up_until_minute: minuteOf(settings.followUpUntil),
      follow_up_weekdays: settings.followUpWeekdays,
      bulk_hold_seconds: settings.bulkHoldSeconds,
      invitation_carries: settings.invitationCarries,
      unconfirmed_policy: settings.unconfirmedPolicy,
      confirm_only_by_email: settings.confirmOnlyByEmail,
      sms_after_bounce: settings.smsAfterBounce,
    })
    .where('id', '=', accountId)
    .execute()
}

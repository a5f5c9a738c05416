import type { Tx } from '../../db/connect.ts'
import { clockOf } from './clock-times.ts'
import { accountRow } from './queries.ts'
import { type VerificationMethod, verificationMethod } from './verification-method.ts'

export type AccountSettings = {
  id: string
  name: string
  country: string
  language: 'en' | 'ru'
  timeZone: string
  followUpDays: number[]
  invitationLifeDays: number
  /** When reminders may leave, on the clock of whom they go to: HH:MM. */
  followUpFrom: string
  followUpUntil: string
  /** Monday is 1. */
  followUpWeekdays: number[]
  bulkHoldSeconds: number
  /** What brings somebody in who has no login yet. */
  invitationCarries: 'link' | 'temporary-password'
  unconfirmedPolicy: 'hold' | 'retry'
  /** Whether the account tightens what the installation allows. */
  confirmOnlyByEmail: boolean
  /** Whether who has a phone is written to by SMS when their e-mail came back. */
  smsAfterBounce: boolean
  installationMethod: VerificationMethod
  /** By which channels invitations go: what the installation allows, unless the account tightens it. */
  verificationMethod: VerificationMethod
  /** Why nothing is being sent right now; null while all is well. */
  sendingPausedReason: string | null
}

/** The settings of the account that the transaction is in. */
export async function accountSettings(tx: Tx, accountId: string): Promise<AccountSettings> {
  const row = await accountRow(tx, accountId)
  const installationMethod = row.verification_method as VerificationMethod
  return {
    id: row.id,
    name: row.name,
    country: row.country,
    language: row.language as 'en' | 'ru',
    timeZone: row.time_zone,
    followUpDays: [...row.follow_up_days].sort((a, b) => a - b),
    invitationLifeDays: row.invitation_life_days,
    followUpFrom: clockOf(row.follow_up_from_minute),
    followUpUntil: clockOf(row.follow_up_until_minute),
    followUpWeekdays: [...row.follow_up_weekdays].sort((a, b) => a - b),
    bulkHoldSeconds: row.bulk_hold_seconds,
    invitationCarries: row.invitation_carries as 'link' | 'temporary-password',
    unconfirmedPolicy: row.unconfirmed_policy as 'hold' | 'retry',
    confirmOnlyByEmail: row.confirm_only_by_email,
    smsAfterBounce: row.sms_after_bounce,
    installationMethod,
    verificationMethod: verificationMethod(
      { confirmOnlyByEmail: row.confirm_only_by_email },
      { verificationMethod: installationMethod },
    ),
    sendingPausedReason: row.sending_paused_reason ?? row.sms_paused_reason,
  }
}

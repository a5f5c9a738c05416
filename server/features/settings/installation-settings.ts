import type { Kysely } from 'kysely'
import type { InstallationSettings as Decided } from '../../../contract/installation-settings.ts'
import type { Tx } from '../../db/connect.ts'
import type { Schema } from '../../db/views.ts'
import { installationRow, setSendingPause } from './queries.ts'
import type { VerificationMethod } from './verification-method.ts'

export type InstallationSettings = Decided & {
  /** Since when, and why, nothing is sent for any account; null while sending goes on. */
  sendingPaused: { at: Date; reason: string } | null
}

/** The settings of the installation, inside an account or outside of any. */
export async function installationSettings(db: Kysely<Schema>): Promise<InstallationSettings> {
  const row = await installationRow(db)
  return {
    verificationMethod: row.verification_method as VerificationMethod,
    shortestPassword: row.shortest_password,
    refusedPasswordWords: row.refused_password_words,
    idleSessionMinutes: row.idle_session_minutes,
    longestSessionHours: row.longest_session_hours,
    dkimSelector: row.dkim_selector,
    sendingPaused:
      row.sending_paused_at && row.sending_paused_reason !== null
        ? { at: row.sending_paused_at, reason: row.sending_paused_reason }
        : null,
  }
}

/** Sends nothing more for any account until it is resumed; what is under way is taken back before its final dot. @param tx as operator */
export const pauseAllSending = (tx: Tx, reason: string): Promise<void> => setSendingPause(tx, reason)

/** Sending goes on where it stood. @param tx as operator */
export const resumeAllSending = (tx: Tx): Promise<void> => setSendingPause(tx, null)

import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/**
 * First entry into the account: joined, by whichever of their invitations. A newer one that waits is over with it, and so is an older
 * one whose link still worked.
 */
export async function markJoined(
  tx: Tx,
  accountId: string,
  personId: string,
  invitationId: string,
  loginId: string,
): Promise<void> {
  const now = sql<Date>`now()`
  await tx
    .updateTable('person')
    .set({ login_id: loginId })
    .where('account_id', '=', accountId)
    .where('id', '=', personId)
    .execute()
  await tx
    .updateTable('invitation')
    .set({ state: 'accepted', accepted_at: now, error_reason: null })
    .where('account_id', '=', accountId)
    .where('id', '=', invitationId)
    .execute()
  await sql`
    update invitation set replaced_at = coalesce(replaced_at, now()), next_follow_up_at = null,
      ended_at = case state when 'waiting' then now() else ended_at end,
      state = case state when 'waiting' then 'cancelled' else state end
    where account_id = ${accountId} and person_id = ${personId} and id <> ${invitationId}
      and (state = 'waiting' or (state in ('sent', 'expired') and replaced_at is null))
  `.execute(tx)
  await tx
    .updateTable('person_state')
    .set({
      invitation_state: 'accepted',
      invitation_id: invitationId,
      joined_at: now,
      is_unconfirmed: false,
      error_reason: null,
      changed_at: sql`clock_timestamp()`,
    })
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .execute()
}

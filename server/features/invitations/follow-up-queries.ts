import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { whyNoReminders } from './stop-queries.ts'

export async function accountsWithDueInvitations(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from accounts_with_due_invitations(${now}) as id`.execute(db)
  return rows.map(row => row.id)
}

export type DueFollowUp = Awaited<ReturnType<typeof takeDueFollowUps>>[number]

/** Takes invitations whose next follow-up is to be decided, with what decides it. */
export function takeDueFollowUps(tx: Tx, accountId: string, now: Date, limit: number) {
  return tx
    .selectFrom('invitation as i')
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'i.account_id').onRef('s.person_id', '=', 'i.person_id'),
    )
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 'i.account_id').onRef('p.id', '=', 'i.person_id'),
    )
    .select([
      'i.id',
      'i.person_id',
      'p.time_zone',
      'i.state',
      'i.invited_by',
      'i.sent_at',
      'i.follow_ups_decided',
      sql<boolean>`i.temporary_sha256 is not null`.as('has_temporary'),
      's.status',
      's.joined_at',
      's.invitation_id as current_id',
      's.invitation_state as current_state',
      whyNoReminders(sql`i.account_id`, sql`i.person_id`).as('why_no_reminders'),
    ])
    .where('i.account_id', '=', accountId)
    .where('i.next_follow_up_at', '<=', now)
    .orderBy('i.next_follow_up_at')
    .limit(limit)
    .forUpdate('i')
    .skipLocked()
    .execute()
}

export async function scheduleNext(
  tx: Tx,
  accountId: string,
  decided: { id: string; decidedCount: number; nextAt: Date | null }[],
): Promise<void> {
  await sql`
    update invitation i set follow_ups_decided = d.decided, next_follow_up_at = d.next_at
    from unnest(${decided.map(one => one.id)}::uuid[], ${decided.map(one => one.decidedCount)}::smallint[],
                ${decided.map(one => one.nextAt)}::timestamptz[]) d(id, decided, next_at)
    where i.account_id = ${accountId} and i.id = d.id
  `.execute(tx)
}

import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** Messages in nobody's hands that may not leave any more before somebody says when they may again. Locks them. */
export async function takeLate(
  tx: Tx,
  accountId: string,
  now: Date,
  limit: number,
): Promise<{ id: string; timeZone: string | null }[]> {
  const { rows } = await sql<{ id: string; timeZone: string | null }>`
    select m.id, p.time_zone as "timeZone"
    from message m join person p on p.account_id = m.account_id and p.id = m.person_id
    where m.account_id = ${accountId} and m.leave_until <= ${now} and m.is_open and m.lease_until is null
    order by m.leave_until limit ${limit} for update of m skip locked`.execute(tx)
  return rows
}

/** They may leave again. @param openings each from when and until when; null for whenever */
export async function reopenLate(
  tx: Tx,
  accountId: string,
  openings: { id: string; opensAt: Date; closesAt: Date | null }[],
): Promise<void> {
  await sql`
    update message m set due_at = greatest(m.due_at, o.opens_at), leave_until = o.closes_at
    from unnest(${openings.map(one => one.id)}::uuid[], ${openings.map(one => one.opensAt)}::timestamptz[],
                ${openings.map(one => one.closesAt)}::timestamptz[]) o(id, opens_at, closes_at)
    where m.account_id = ${accountId} and m.id = o.id`.execute(tx)
}

import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

// All of it as operator.

export type SuperAdminRow = { loginId: string; userName: string; addedAt: Date; addedBy: string | null }

/** In the order in which they were added. */
export async function superAdminRows(tx: Tx): Promise<SuperAdminRow[]> {
  const { rows } = await sql<SuperAdminRow>`
    select s.login_id as "loginId", n.user_name as "userName", s.added_at as "addedAt", by.user_name as "addedBy"
    from super_admin s
    join super_admin_name n on n.login_id = s.login_id
    left join super_admin_name by on by.login_id = s.added_by
    order by s.added_at, s.login_id`.execute(tx)
  return rows
}

/** Those there are, held until the transaction ends: of two who remove each other, one stays. */
export async function lockSuperAdmins(tx: Tx): Promise<string[]> {
  await sql`select pg_advisory_xact_lock(hashtext('muster super admins'))`.execute(tx)
  const rows = await tx.selectFrom('super_admin').select('login_id').execute()
  return rows.map(row => row.login_id)
}

/** @returns whether they were none before */
export async function insertSuperAdmin(tx: Tx, loginId: string, addedBy: string | null): Promise<boolean> {
  const row = await tx
    .insertInto('super_admin')
    .values({ login_id: loginId, added_by: addedBy })
    .onConflict(conflict => conflict.doNothing())
    .returning('login_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteSuperAdmin(tx: Tx, loginId: string): Promise<void> {
  await tx.deleteFrom('super_admin').where('login_id', '=', loginId).execute()
}

export async function insertSuperAdminSession(
  tx: Tx,
  row: { id: string; token_sha256: Buffer; login_id: string },
): Promise<void> {
  await tx.insertInto('super_admin_session').values(row).execute()
}

/** @returns whose it was; nothing when it had ended before */
export function endSuperAdminSessionById(tx: Tx, sessionId: string) {
  return tx
    .updateTable('super_admin_session')
    .set({ ended_at: sql`now()` })
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .returning('login_id')
    .executeTakeFirst()
}

export async function endSuperAdminSessions(
  tx: Tx,
  loginId: string,
  exceptSessionId: string | null,
): Promise<void> {
  await tx
    .updateTable('super_admin_session')
    .set({ ended_at: sql`now()` })
    .where('login_id', '=', loginId)
    .where('ended_at', 'is', null)
    .where(sql<boolean>`id is distinct from ${exceptSessionId}::uuid`)
    .execute()
}

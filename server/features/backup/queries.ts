import { type Kysely, sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { Schema } from '../../db/views.ts'

export async function accountIds(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from accounts()`.execute(db)
  return rows.map(row => row.id)
}

/** For the rest of the transaction. `none` is who owns the tables. */
export async function becomeRole(tx: Tx, role: 'muster_app' | 'muster_operator' | 'none'): Promise<void> {
  await sql`set local role ${sql.raw(role)}`.execute(tx)
}

export async function insertRestoration(
  tx: Tx,
  row: { id: string; made_at: Date; secret_print: string; held_messages: number },
): Promise<void> {
  await tx.insertInto('restoration').values(row).execute()
}

/** As operator. */
export async function endSuperAdminSessions(tx: Tx): Promise<void> {
  await tx
    .updateTable('super_admin_session')
    .set({ ended_at: sql`now()` })
    .where('ended_at', 'is', null)
    .execute()
}

/** Asked for before a restore: they wrote to people who are waited for no more. */
export async function forgetForgottenPasswords(tx: Tx): Promise<void> {
  await tx.deleteFrom('forgotten_password').execute()
}

export async function countHeld(tx: Tx, accountId: string, reason: string): Promise<number> {
  const { count } = await tx
    .selectFrom('message')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('state', '=', 'unconfirmed')
    .where('reason', '=', reason)
    .executeTakeFirstOrThrow()
  return count
}

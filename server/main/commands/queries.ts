import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import { WORKER_CONNECTION_NAME } from '../../sweeps/index.ts'

/** @param name of the account or its id; null for all */
export async function accountsNamed(db: Db, name: string | null): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from accounts()
    where ${name}::text is null or fold(name) = fold(${name}) or id::text = lower(${name})
  `.execute(db)
  return rows
}

export async function personOfLogin(tx: Tx, accountId: string, loginId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('person')
    .select('id')
    .where('account_id', '=', accountId)
    .where('login_id', '=', loginId)
    .executeTakeFirst()
  return row?.id ?? null
}

/** The active Directory Admin who joined first. */
export async function firstAdmin(tx: Tx, accountId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('person_state as s')
    .innerJoin('permission_template as t', join =>
      join.onRef('t.account_id', '=', 's.account_id').onRef('t.id', '=', 's.template_id'),
    )
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 's.account_id').onRef('p.id', '=', 's.person_id'),
    )
    .select('p.id')
    .where('s.account_id', '=', accountId)
    .where('s.kind', '=', 'user')
    .where('s.status', '=', 'active')
    .where('s.joined_at', 'is not', null)
    .where('t.directory_level', '=', 'admin')
    .orderBy('p.created_at')
    .orderBy('p.id')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whether a worker is there right now: its listening connection is, and that ends with its process. */
export async function isWorkerThere(db: Db): Promise<boolean> {
  const { rows } = await sql<{ isThere: boolean }>`
    select exists (select from pg_stat_activity
      where application_name = ${WORKER_CONNECTION_NAME} and datname = current_database()) as "isThere"
  `.execute(db)
  return rows[0]!.isThere
}

import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

type ProjectColumns = { name: string; number: string | null; status: 'active' | 'closed' }

export async function insertProject(
  tx: Tx,
  accountId: string,
  id: string,
  columns: Pick<ProjectColumns, 'name' | 'number'>,
): Promise<void> {
  await tx
    .insertInto('project')
    .values({ account_id: accountId, id, ...columns })
    .execute()
}

export async function updateProject(
  tx: Tx,
  accountId: string,
  id: string,
  columns: ProjectColumns,
): Promise<void> {
  await tx
    .updateTable('project')
    .set({ ...columns, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** Waits for whoever else changes the project or puts people on it. */
export async function lockProject(tx: Tx, accountId: string, id: string): Promise<void> {
  await tx
    .selectFrom('project')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
}

/** Another project with this name or number. */
export function projectLike(
  tx: Tx,
  accountId: string,
  { name, number }: Pick<ProjectColumns, 'name' | 'number'>,
  exceptId: string | null,
) {
  return tx
    .selectFrom('project')
    .select(['name', 'number'])
    .select(sql<boolean>`fold(name) = fold(${name})`.as('has_name'))
    .where('account_id', '=', accountId)
    .where(sql<boolean>`id is distinct from ${exceptId}::uuid`)
    .where(sql<boolean>`(fold(name) = fold(${name}) or fold(number) = fold(${number}))`)
    .execute()
}

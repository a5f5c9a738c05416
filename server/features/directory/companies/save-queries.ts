import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

export type CompanyColumns = {
  name: string
  trades: string[]
  phone: string | null
  email: string | null
  website: string | null
  address: string | null
  city: string | null
}

export async function insertCompany(
  tx: Tx,
  accountId: string,
  id: string,
  columns: CompanyColumns,
): Promise<void> {
  await tx
    .insertInto('company')
    .values({ account_id: accountId, id, ...columns })
    .execute()
}

export async function updateCompany(
  tx: Tx,
  accountId: string,
  id: string,
  columns: Partial<CompanyColumns>,
): Promise<void> {
  await tx
    .updateTable('company')
    .set({ ...columns, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

export async function setCompanyStatus(
  tx: Tx,
  accountId: string,
  ids: string[],
  status: 'active' | 'inactive',
): Promise<{ id: string; name: string }[]> {
  return tx
    .updateTable('company')
    .set({ status, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('status', '!=', status)
    .returning(['id', 'name'])
    .execute()
}

/** Locks the people of a company until the end of the transaction, in the order of their ids. */
export async function lockPeopleOf(tx: Tx, accountId: string, companyId: string): Promise<void> {
  await tx
    .selectFrom('person_state')
    .select('person_id')
    .where('account_id', '=', accountId)
    .where('company_id', '=', companyId)
    .orderBy('person_id')
    .forUpdate()
    .execute()
}

/** Everybody who worked for one company works for the other. @returns how many */
export async function movePeople(
  tx: Tx,
  accountId: string,
  fromId: string,
  into: { id: string; name: string },
) {
  const { numUpdatedRows } = await tx
    .updateTable('person_state')
    .set({ company_id: into.id, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('company_id', '=', fromId)
    .executeTakeFirst()
  await sql`
    update person p set company_name = ${into.name}
    from person_state s
    where s.account_id = ${accountId} and s.company_id = ${into.id} and p.account_id = s.account_id and p.id = s.person_id
      and p.company_name is distinct from ${into.name}`.execute(tx)
  return Number(numUpdatedRows)
}

/** Leaves of a company its name alone, by which the other is found; those merged into it before follow. */
export async function markMerged(tx: Tx, accountId: string, fromId: string, intoId: string): Promise<void> {
  await tx
    .updateTable('company')
    .set({ merged_into: intoId, status: 'inactive', changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where(eb => eb.or([eb('id', '=', fromId), eb('merged_into', '=', fromId)]))
    .execute()
}

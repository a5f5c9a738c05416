import { type AliasableExpression, type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { CompaniesFilter } from '../../../../contract/companies.ts'
import type { Tx } from '../../../db/connect.ts'
import type { Schema } from '../../../db/views.ts'
import { judgedRows, type Selected, type SubjectCard, withIds } from '../../bulk/index.ts'

const searched = sql<string>`concat_ws(E'\n', "row".sort_name, fold("row".city), "row".phone, "row".email)`

/** What a filter says of `company_row as row`. */
export function companyConditions({
  status,
  trade,
  q,
  name,
  city,
  project,
}: CompaniesFilter): Expression<SqlBool>[] {
  const eb = expressionBuilder<{ row: Schema['company_row'] }, 'row'>()
  const conditions: Expression<SqlBool>[] = [eb('row.status', '=', status)]
  if (trade) conditions.push(sql<SqlBool>`fold(${trade}) in (select fold(unnest("row".trades)))`)
  for (const word of (q ?? '').split(/\s+/).filter(Boolean)) conditions.push(isInside(searched, word))
  if (name) conditions.push(isInside(sql`"row".sort_name`, name))
  if (city) conditions.push(isInside(sql`fold("row".city)`, city))
  if (project)
    conditions.push(sql<SqlBool>`"row".id in (select s.company_id from ${onProject(project, status)})`)
  return conditions
}

/** People on a project, as `s`; of inactive companies whoever was left there, whatever became of them. */
export const onProject = (projectId: string, status: CompaniesFilter['status']) => sql`
  project_member m join person_state s on s.account_id = m.account_id and s.person_id = m.person_id
  where m.account_id = current_account_id() and m.project_id = ${projectId} and m.ended_at is null
    and (s.status = 'active' or ${status} = 'inactive')`

const isInside = (text: Expression<unknown>, words: string): Expression<SqlBool> =>
  sql<SqlBool>`${text} like fold(${`%${words.replace(/[\\%_]/g, '\\$&')}%`})`

export const companiesMatching = (tx: Tx, accountId: string, filter: CompaniesFilter): Selected =>
  judgedRows(tx, 'company_row', accountId).where(eb => eb.and(companyConditions(filter)))

export const companiesNamed = (tx: Tx, accountId: string, ids: string[]): Selected =>
  withIds(judgedRows(tx, 'company_row', accountId), ids)

/** Locks companies until the end of the transaction, in the order of their ids. */
export async function lockCompanies(tx: Tx, accountId: string, ids: string[]): Promise<void> {
  await tx
    .selectFrom('company')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Also of those that were merged since: a run still tells of them. */
export function companyCards(tx: Tx, accountId: string): AliasableExpression<SubjectCard> {
  return tx
    .selectFrom('company as c')
    .select(['c.id', 'c.sort_name', 'c.name', 'c.email', 'c.phone', 'c.city as company'])
    .where('c.account_id', '=', accountId)
}

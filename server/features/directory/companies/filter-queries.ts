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
  if (project) conditions.push(sql<SqlBool>`exists (select from ${onProject(project)})`)
  return conditions
}

/** People of the row's company on a project: the active, and of an inactive company whoever was left there. */
export const onProject = (projectId: string) => sql`
  person_state s join project_member m on m.account_id = s.account_id and m.person_id = s.person_id and m.ended_at is null
  where m.project_id = ${projectId} and s.account_id = "row".account_id and s.company_id = "row".id
    and (s.status = 'active' or "row".status = 'inactive')`

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

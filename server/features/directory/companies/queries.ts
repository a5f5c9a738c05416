import { sql } from 'kysely'
import { type CompaniesFilter, type CompanySort, mostCountedPeople } from '../../../../contract/companies.ts'
import type { Tx } from '../../../db/connect.ts'
import { companyConditions, onProject } from './filter-queries.ts'

const listed = [
  'row.id',
  'row.name',
  'row.is_own',
  'row.status',
  'row.trades',
  'row.city',
  'row.phone',
  'row.email',
] as const

/** Active people of the row's company, or those of it on one project; counted no further than a list shows. */
const people = ({ project, status }: Pick<CompaniesFilter, 'project' | 'status'> = { status: 'active' }) => {
  const counted = project
    ? sql`${onProject(project, status)} and s.company_id = "row".id`
    : sql`person_state s where s.account_id = "row".account_id and s.company_id = "row".id and s.status = 'active'`
  return sql<number>`(
    select count(*)::int from (select from ${counted} limit ${sql.lit(mostCountedPeople)}) counted)`.as(
    'people',
  )
}

const sortKeys = { name: sql<string>`"row".sort_name`, city: sql<string>`coalesce(fold("row".city), '')` }

/** @returns one row more than `limit` where there is a next page */
export function pageOfCompanies(
  tx: Tx,
  accountId: string,
  page: { filter: CompaniesFilter; sort: CompanySort; after: [string, string] | null; limit: number },
) {
  const direction = page.sort.startsWith('-') ? 'desc' : 'asc'
  const key = sortKeys[page.sort.replace('-', '') as keyof typeof sortKeys]
  let rows = tx
    .selectFrom('company_row as row')
    .select([...listed, people(page.filter), key.as('sort_key')])
    .where('row.account_id', '=', accountId)
    .where(eb => eb.and(companyConditions(page.filter)))
    .orderBy(key, direction)
    .orderBy('row.id', direction)
    .limit(page.limit + 1)
  if (page.after) {
    const [text, id] = page.after
    const isAfter = direction === 'desc' ? sql`<` : sql`>`
    rows = rows.where(sql<boolean>`(${key}, "row".id) ${isAfter} (${text}, ${id}::uuid)`)
  }
  return rows.execute()
}

export async function countCompanies(tx: Tx, accountId: string, filter: CompaniesFilter): Promise<number> {
  const { count } = await tx
    .selectFrom('company_row as row')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('row.account_id', '=', accountId)
    .where(eb => eb.and(companyConditions(filter)))
    .executeTakeFirstOrThrow()
  return count
}

/** The trades of those who match, most companies first; trades that differ in case are one, written as most write it. */
export async function countByTrade(
  tx: Tx,
  accountId: string,
  filter: CompaniesFilter,
  { search, limit }: { search: string; limit: number },
) {
  const matching = tx
    .selectFrom('company_row as row')
    .select(sql<string>`unnest("row".trades)`.as('trade'))
    .where('row.account_id', '=', accountId)
    .where(eb => eb.and(companyConditions({ ...filter, trade: undefined })))
  return tx
    .selectFrom(matching.as('of'))
    .select([
      sql<string>`mode() within group (order by trade)`.as('name'),
      eb => eb.fn.countAll<number>().as('count'),
      sql<number>`count(*) over ()`.as('total'),
    ])
    .where(sql<boolean>`fold(trade) like fold(${`%${search.replace(/[\\%_]/g, '\\$&')}%`})`)
    .groupBy(sql`fold(trade)`)
    .orderBy('count', 'desc')
    .orderBy('name')
    .limit(limit)
    .execute()
}

/** A company with all that its card shows; of one that was merged, the one that it turned out to be. */
export function companyWithDetails(tx: Tx, accountId: string, companyId: string) {
  return tx
    .selectFrom('company_row as row')
    .select([...listed, people(), 'row.website', 'row.address', 'row.created_at', 'row.changed_at'])
    .innerJoin('company as c', join =>
      join
        .onRef('c.account_id', '=', 'row.account_id')
        .on('row.id', '=', eb => eb.fn.coalesce('c.merged_into', 'c.id')),
    )
    .where('row.account_id', '=', accountId)
    .where('c.id', '=', companyId)
    .executeTakeFirst()
}

/** How many people of each kind and status a company has. */
export function countPeopleOf(tx: Tx, accountId: string, companyId: string) {
  return tx
    .selectFrom('state_row as row')
    .select(['row.kind', 'row.status', eb => eb.fn.countAll<number>().as('count')])
    .where('row.account_id', '=', accountId)
    .where('row.company_id', '=', companyId)
    .groupBy(['row.kind', 'row.status'])
    .execute()
}

export async function namesMergedInto(tx: Tx, accountId: string, companyId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('company')
    .select('name')
    .where('account_id', '=', accountId)
    .where('merged_into', '=', companyId)
    .orderBy('sort_name')
    .execute()
  return rows.map(row => row.name)
}

/** The company that a name finds, whatever its case or accents: also by the name of one that was merged into it. */
export function companyByName(tx: Tx, accountId: string, name: string) {
  return tx
    .selectFrom('company as named')
    .innerJoin('company as c', join =>
      join
        .onRef('c.account_id', '=', 'named.account_id')
        .on('c.id', '=', eb => eb.fn.coalesce('named.merged_into', 'named.id')),
    )
    .select(['c.id', 'c.name', 'c.status', 'named.id as named_id'])
    .where('named.account_id', '=', accountId)
    .where(sql<boolean>`fold(named.name) = fold(${name})`)
    .executeTakeFirst()
}

/** The company of that name; made when there is none. */
export async function companyNamed(tx: Tx, accountId: string, name: string, newCompanyId: string) {
  await tx
    .insertInto('company')
    .values({ account_id: accountId, id: newCompanyId, name })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return (await companyByName(tx, accountId, name))!
}

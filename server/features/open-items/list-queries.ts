import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CountInRole, OpenItemFilter } from '../../../contract/open-items.ts'
import type { Tx } from '../../db/connect.ts'
import type { Schema } from '../../db/views.ts'
import type { Selected } from '../bulk/index.ts'

type Row = { row: Schema['open_item_row'] }

/** What a filter says of an open item. @param today in the time zone of the account: as 2026-11-30, or what finds it */
export function itemConditions(
  accountId: string,
  filter: OpenItemFilter,
  today: string | RawBuilder<string>,
): Expression<SqlBool>[] {
  const eb = expressionBuilder<Row, 'row'>()
  const conditions: Expression<SqlBool>[] = [
    eb('row.account_id', '=', accountId),
    eb('row.closed_at', 'is', null),
  ]
  if (filter.person) conditions.push(eb('row.person_id', '=', filter.person))
  if (filter.project) conditions.push(eb('row.project_id', '=', filter.project))
  if (filter.tool) conditions.push(eb('row.tool', '=', filter.tool))
  if (filter.role) conditions.push(eb('row.role', '=', filter.role))
  if (filter.overdue !== undefined)
    conditions.push(sql<SqlBool>`(row.due_on < ${today}::date) is ${sql.lit(filter.overdue)}`)
  const ofPerson: RawPart[] = []
  if (filter.company) ofPerson.push(sql`s.company_id = ${filter.company}`)
  if (filter.inactiveOnly) ofPerson.push(sql`s.status = 'inactive'`)
  if (ofPerson.length)
    conditions.push(sql<SqlBool>`exists (select from state_row s where s.account_id = ${accountId}
      and s.person_id = row.person_id and ${sql.join(ofPerson, sql` and `)})`)
  for (const word of filter.q?.split(/\s+/).filter(Boolean) ?? []) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql<SqlBool>`(fold(row.title) like fold(${pattern}) or fold(row.ref) like fold(${pattern})
      or exists (select from directory_row d where d.account_id = ${accountId} and d.id = row.person_id
                 and d.sort_name like fold(${pattern})))`)
  }
  return conditions
}
type RawPart = ReturnType<typeof sql>

/** The open items that a filter means. */
export const itemsMatching = (tx: Tx, accountId: string, filter: OpenItemFilter, today: string) =>
  tx.selectFrom('open_item_row as row').where(eb => eb.and(itemConditions(accountId, filter, today)))

/** @returns one more than `limit` where there is a next page */
export function pageOfItems(
  tx: Tx,
  accountId: string,
  page: {
    filter: OpenItemFilter
    today: string
    sort: 'person' | 'due'
    after: [string, string, string] | null
    limit: number
  },
) {
  const sortKey =
    page.sort === 'person' ? sql<string>`d.sort_name` : sql<string>`coalesce(row.due_on::text, '9999-12-31')`
  let rows = itemsMatching(tx, accountId, page.filter, page.today)
    .innerJoin('directory_row as d', join =>
      join.onRef('d.account_id', '=', 'row.account_id').onRef('d.id', '=', 'row.person_id'),
    )
    .innerJoin('project', join =>
      join.onRef('project.account_id', '=', 'row.account_id').onRef('project.id', '=', 'row.project_id'),
    )
    .select([
      'row.id',
      'row.source',
      'row.ref',
      'row.tool',
      'row.role',
      'row.title',
      'row.url',
      'row.person_id',
      'row.project_id',
      'row.opened_at',
      'row.closed_at',
      'd.first_name',
      'd.last_name',
      'd.company_name',
      'd.status',
      'project.name as project_name',
      'project.number as project_number',
      sql<string | null>`row.due_on::text`.as('due_on'),
      sql<boolean>`coalesce(row.due_on < ${page.today}::date, false)`.as('is_overdue'),
      sortKey.as('sort_key'),
    ])
    .orderBy(sortKey)
    .orderBy('row.person_id')
    .orderBy('row.id')
    .limit(page.limit + 1)
  if (page.after) {
    const [key, personId, id] = page.after
    rows = rows.where(
      sql<boolean>`(${sortKey}, row.person_id, row.id) > (${key}, ${personId}::uuid, ${id}::uuid)`,
    )
  }
  return rows.execute()
}

export type PersonCounted = {
  id: string
  first_name: string
  last_name: string
  company_name: string | null
  status: 'active' | 'inactive'
  sort_name: string
  count: number
  overdue: number
  roles: CountInRole[]
}

/** For whom items wait and how many, by name. @returns one more than `limit` where there is a next page */
export async function pageOfAssigned(
  tx: Tx,
  accountId: string,
  page: { filter: OpenItemFilter; today: string; after: [string, string] | null; limit: number },
): Promise<PersonCounted[]> {
  const matching = itemsMatching(tx, accountId, page.filter, page.today).select([
    'row.person_id',
    'row.tool',
    'row.role',
    'row.due_on',
  ])
  const after = page.after ? sql`and (d.sort_name, d.id) > (${page.after[0]}, ${page.after[1]}::uuid)` : sql``
  return counted(
    tx,
    sql`(${matching})`,
    page.today,
    sql`where d.account_id = ${accountId} ${after}`,
    sql`d.sort_name, d.id`,
    page.limit + 1,
  )
}

/** Of people, those for whom the most waits first. @param people selects their `person_id` */
export function assignedAmong(
  tx: Tx,
  accountId: string,
  people: RawPart,
  today: string,
  limit: number,
): Promise<PersonCounted[]> {
  const items = sql`(select i.person_id, i.tool, i.role, i.due_on from open_item_row i
    where i.account_id = ${accountId} and i.closed_at is null and i.person_id in (${people}))`
  return counted(
    tx,
    items,
    today,
    sql`where d.account_id = ${accountId}`,
    sql`count desc, d.sort_name, d.id`,
    limit,
  )
}

async function counted(tx: Tx, items: RawPart, today: string, where: RawPart, order: RawPart, limit: number) {
  const { rows } = await sql<PersonCounted>`
    with in_role as (
      select person_id, tool, role, count(*) as count, count(*) filter (where due_on < ${today}::date) as overdue
      from ${items} items group by 1, 2, 3),
    assigned as (
      select person_id, sum(count)::bigint as count, sum(overdue)::bigint as overdue,
             json_agg(json_build_object('tool', tool, 'role', role, 'count', count) order by tool, role) as roles
      from in_role group by 1)
    select d.id, d.first_name, d.last_name, d.company_name, d.status, d.sort_name, a.count, a.overdue, a.roles
    from assigned a join directory_row d on d.id = a.person_id
    ${where} order by ${order} limit ${limit}`.execute(tx)
  return rows
}

export type Totals = { total: number; overdue: number; people: number; roles: CountInRole[] }

/** What a filter means, counted. */
export const totalsMatching = (
  tx: Tx,
  accountId: string,
  filter: OpenItemFilter,
  today: string,
): Promise<Totals> =>
  totalsOf(
    tx,
    sql`(${itemsMatching(tx, accountId, filter, today).select(['row.person_id', 'row.tool', 'row.role', 'row.due_on'])})`,
    today,
  )

/** What waits for people, counted. @param people selects their `person_id` */
export const totalsAmong = (tx: Tx, accountId: string, people: RawPart, today: string): Promise<Totals> =>
  totalsOf(
    tx,
    sql`(select i.person_id, i.tool, i.role, i.due_on from open_item_row i
         where i.account_id = ${accountId} and i.closed_at is null and i.person_id in (${people}))`,
    today,
  )

async function totalsOf(tx: Tx, items: RawPart, today: string): Promise<Totals> {
  const { rows } = await sql<Totals>`
    with items as materialized (select * from ${items} items)
    select (select count(*) from items) as total,
           (select count(*) from items where due_on < ${today}::date) as overdue,
           (select count(distinct person_id) from items) as people,
           coalesce((select json_agg(r order by r.tool, r.role)
             from (select tool, role, count(*) as count from items group by 1, 2) r), '[]') as roles`.execute(
    tx,
  )
  return rows[0]!
}

/** The day that it is where the account is, as 2026-11-30. */
export async function todayOf(tx: Tx, accountId: string): Promise<string> {
  const { rows } = await sql<{ today: string }>`
    select (now() at time zone time_zone)::date::text as today from account where id = ${accountId}`.execute(
    tx,
  )
  return rows[0]!.today
}

/** Of somebody who is here; undefined for nobody. */
export async function statusOf(tx: Tx, accountId: string, personId: string) {
  const row = await tx
    .selectFrom('state_row as row')
    .select('row.status')
    .where('row.account_id', '=', accountId)
    .where('row.person_id', '=', personId)
    .executeTakeFirst()
  return row?.status
}

/** The people of a selection, by their `person_id`. */
export const peopleOf = (selected: Selected): RawPart =>
  sql`${selected.select('row.subject_id as person_id')}`

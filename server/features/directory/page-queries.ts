import { sql } from 'kysely'
import type { PeopleSort } from '../../../contract/people.ts'
import type { Tx } from '../../db/connect.ts'
import { narrowConditions, type SearchedFilter, textConditions } from './filter-queries.ts'
import { listed } from './queries.ts'

const sortColumns = { name: 'row.sort_name', email: 'row.sort_email', company: 'row.sort_company' } as const

/** What so many are likely to match is common, and a page of it likely to be found among so many people. */
const commonPeople = 10_000
const nearPeople = 1_000

/**
 * A page of the people that match, from `after` on; ties are broken by id.
 *
 * The planner would find searched words, too, by walking the order until the page is full. But words stand where they stand
 * in the alphabet: looking for all whose name is Young it walks past nearly everybody. So only for what is common it may walk
 * a stretch; what is not found there is found by its own index and sorted. A company, too, stands in one place of its order.
 *
 * @param after sort key and id of the last row of the page before
 * @returns one row more than `limit` where there is a next page
 */
export async function pageOfPeople(
  tx: Tx,
  accountId: string,
  {
    filter,
    sort,
    after,
    limit,
  }: { filter: SearchedFilter; sort: PeopleSort; after: [string, string] | null; limit: number },
) {
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const column = sortColumns[sort.replace('-', '') as keyof typeof sortColumns]
  const words = textConditions(filter)
  let people = tx.selectFrom('directory_row as row').where('row.account_id', '=', accountId)
  if (after) {
    const isAfter = direction === 'desc' ? '<' : '>'
    people = people.where(eb => eb(eb.refTuple(column, 'row.id'), isAfter, eb.tuple(after[0], after[1])))
  }
  const matching = (among: typeof people) =>
    among
      .select(listed)
      .select(`${column} as sort_key`)
      .where(eb => eb.and([...narrowConditions(accountId, filter), ...words]))
      .limit(limit + 1)

  if (words.length && (await likelyCount(people.where(eb => eb.and(words)))) > commonPeople) {
    const stretch = people
      .selectAll()
      .orderBy(column, direction)
      .orderBy('row.id', direction)
      .limit(nearPeople)
    const near = matching(tx.selectFrom(stretch.as('row')) as typeof people)
    const rows = await near.orderBy(column, direction).orderBy('row.id', direction).execute()
    if (rows.length > limit) return rows
  }
  // No index has this expression: so the order cannot be walked.
  const isInOnePlace = words.length > 0 || (filter.company && column === sortColumns.company)
  const inOrder = isInOnePlace ? sql`${sql.ref(column)} || ''` : column
  return matching(people).orderBy(inOrder, direction).orderBy('row.id', direction).execute()
}

/** What the planner takes a query to find, without running it: half a millisecond. */
async function likelyCount(query: { explain(format: 'json'): Promise<unknown[]> }): Promise<number> {
  const [row] = (await query.explain('json')) as { 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }[]
  return row?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0
}

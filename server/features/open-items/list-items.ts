import type {
  AssignedPerson,
  OpenItem,
  OpenItemCounts,
  OpenItemFilter,
  OpenItemRole,
  OpenItemsQuery,
  OpenItemTool,
} from '../../../contract/open-items.ts'
import type { Page } from '../../../contract/paging.ts'
import { type Db, inAccount, type Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { writeCsv } from '../../lib/csv/index.ts'
import { Problem } from '../../lib/problem.ts'
import { maySee } from '../directory/index.ts'
import type { Actor } from '../permissions/index.ts'
import {
  type PersonCounted,
  pageOfAssigned,
  pageOfItems,
  statusOf,
  todayOf,
  totalsMatching,
} from './list-queries.ts'
import { mayViewAssignments } from './policy.ts'

type ItemRow = Awaited<ReturnType<typeof pageOfItems>>[number]

/** A page of open items, by person or by the day they are due. */
export async function listItems(
  tx: Tx,
  { accountId }: Actor,
  query: OpenItemsQuery,
): Promise<Page<OpenItem>> {
  const { limit, cursor, sort, ...filter } = query
  const today = await todayOf(tx, accountId)
  const after = cursor ? fromCursor(cursor, 'text', 'id', 'id') : null
  const rows = await pageOfItems(tx, accountId, { filter, today, sort, after, limit })
  return cutPage(rows, limit, placeOf, toItem)
}

/** What waits for one person. @throws Problem not-found */
export async function itemsOfPerson(
  tx: Tx,
  actor: Actor,
  personId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<OpenItem>> {
  const status = await statusOf(tx, actor.accountId, personId)
  const isSeen = personId === actor.personId || mayViewAssignments(actor) || (status && maySee(actor, status))
  if (!status || !isSeen) throw new Problem('not-found')
  return listItems(tx, actor, { ...page, sort: 'due', person: personId })
}

/** A page of those for whom something waits, each with how much of what. */
export async function listAssigned(
  tx: Tx,
  { accountId }: Actor,
  { limit, cursor, ...filter }: OpenItemFilter & { limit: number; cursor?: string | undefined },
): Promise<Page<AssignedPerson>> {
  const today = await todayOf(tx, accountId)
  const after = cursor ? fromCursor(cursor, 'text', 'id') : null
  const rows = await pageOfAssigned(tx, accountId, { filter, today, after, limit })
  return cutPage(rows, limit, row => [row.sort_name, row.id], toAssigned)
}

export async function countItems(
  tx: Tx,
  { accountId }: Actor,
  filter: OpenItemFilter,
): Promise<OpenItemCounts> {
  return totalsMatching(tx, accountId, filter, await todayOf(tx, accountId))
}

const columns = [
  'source',
  'ref',
  'tool',
  'role',
  'title',
  'person',
  'company',
  'status',
  'project',
  'number',
  'dueOn',
  'isOverdue',
  'url',
] as const
/** Rows per query of an export: memory stays the same for ten items and for a million. */
const exportChunk = 5_000

/** All that matches as CSV, read page by page. */
export const exportItems = (db: Db, actor: Actor, filter: OpenItemFilter): AsyncGenerator<string> =>
  writeCsv(columns, linesOf(db, actor, filter))

async function* linesOf(db: Db, { accountId }: Actor, filter: OpenItemFilter) {
  let after: [string, string, string] | null = null
  for (let isMore = true; isMore; ) {
    const rows: ItemRow[] = await inAccount(db, accountId, async tx => {
      const today = await todayOf(tx, accountId)
      return pageOfItems(tx, accountId, { filter, today, sort: 'person', after, limit: exportChunk })
    })
    isMore = rows.length > exportChunk
    for (const row of rows.slice(0, exportChunk)) {
      const { source, ref, tool, role, title, person, project, dueOn, isOverdue, url } = toItem(row)
      yield [
        source,
        ref,
        tool,
        role,
        title,
        person.name,
        person.company,
        person.status,
        project.name,
        project.number,
        dueOn,
        isOverdue ? 'yes' : 'no',
        url,
      ]
      after = placeOf(row)
    }
  }
}

const placeOf = (row: ItemRow): [string, string, string] => [row.sort_key, row.person_id, row.id]

export const toAssigned = (row: PersonCounted): AssignedPerson => ({
  person: {
    id: row.id,
    name: `${row.first_name} ${row.last_name}`.trim(),
    company: row.company_name,
    status: row.status,
  },
  count: row.count,
  overdue: row.overdue,
  roles: row.roles,
})

const toItem = (row: ItemRow): OpenItem => ({
  id: row.id,
  source: row.source,
  ref: row.ref,
  tool: row.tool as OpenItemTool,
  role: row.role as OpenItemRole,
  title: row.title,
  url: row.url,
  person: {
    id: row.person_id,
    name: `${row.first_name} ${row.last_name}`.trim(),
    company: row.company_name,
    status: row.status,
  },
  project: { id: row.project_id, name: row.project_name, number: row.project_number },
  dueOn: row.due_on,
  isOverdue: row.is_overdue,
  openedAt: row.opened_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
})

import type { GroupColumn, GroupSort, GroupsFilter } from '../../../../contract/groups.ts'
import type { Db } from '../../../db/connect.ts'
import { writeCsv } from '../../../lib/csv/index.ts'
import { cellsOf, eachRow } from '../each-row.ts'
import { pageOfGroups } from './queries.ts'

type Row = Awaited<ReturnType<typeof pageOfGroups>>[number]

const columns: { heading: string; shownAs: GroupColumn | 'name'; cell: (row: Row) => string | null }[] = [
  { heading: 'Distribution group', shownAs: 'name', cell: row => row.name },
  { heading: 'Description', shownAs: 'description', cell: row => row.description },
  { heading: 'People', shownAs: 'people', cell: row => String(row.people) },
]

/** The distribution groups that match as CSV, in the order of the list. */
export function exportGroups(
  db: Db,
  accountId: string,
  {
    columns: chosen,
    ...list
  }: { filter: GroupsFilter; sort: GroupSort; columns?: GroupColumn[] | undefined },
): AsyncGenerator<string> {
  const shown = columns.filter(({ shownAs }) => shownAs === 'name' || !chosen || chosen.includes(shownAs))
  const rows = eachRow(db, accountId, (tx, after, limit) =>
    pageOfGroups(tx, accountId, { ...list, after, limit }),
  )
  return writeCsv(
    shown.map(({ heading }) => heading),
    cellsOf(rows, row => shown.map(({ cell }) => cell(row))),
  )
}

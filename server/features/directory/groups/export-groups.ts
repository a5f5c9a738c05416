import type { Db } from '../../../db/connect.ts'
import { writeCsv } from '../../../lib/csv/index.ts'
import { cellsOf, eachRow } from '../each-row.ts'
import { pageOfGroups } from './queries.ts'

/** The distribution groups that match as CSV, in the order of the list. */
export function exportGroups(db: Db, accountId: string, q = ''): AsyncGenerator<string> {
  const rows = eachRow(db, accountId, (tx, after, limit) => pageOfGroups(tx, accountId, { q, after, limit }))
  return writeCsv(
    ['Distribution group', 'Description', 'People'],
    cellsOf(rows, row => [row.name, row.description, String(row.people)]),
  )
}

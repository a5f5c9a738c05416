import {
  type ImportLine,
  type ImportLineFault,
  type ImportView,
  importVerdicts,
} from '../../../contract/imports.ts'
import type { Page } from '../../../contract/paging.ts'
import type { Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { Problem } from '../../lib/problem.ts'
import { countLines, countWarned, type ImportRow, importRows, type LineRow, pageOfLines } from './queries.ts'

/** A checked file and what became of it; its counts are the group-by of its lines. @throws Problem not-found */
export async function viewImport(tx: Tx, accountId: string, importId: string): Promise<ImportView> {
  const [row] = await importRows(tx, accountId, { importId, limit: 1 })
  if (!row) throw new Problem('not-found')
  return (await toViews(tx, accountId, [row]))[0]!
}

/** Imports of the account, newest first. */
export async function listImports(
  tx: Tx,
  accountId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<ImportView>> {
  const after = cursor ? fromCursor(cursor, 'id')[0] : null
  const rows = await importRows(tx, accountId, { after, limit })
  const views = new Map((await toViews(tx, accountId, rows)).map(view => [view.id, view]))
  return cutPage(
    rows,
    limit,
    row => [row.id],
    row => views.get(row.id)!,
  )
}

/** Lines of a checked file in its order. @throws Problem not-found */
export async function listImportLines(
  tx: Tx,
  accountId: string,
  importId: string,
  query: {
    verdict?: ImportLine['verdict'] | undefined
    warned?: boolean | undefined
    limit: number
    cursor?: string | undefined
  },
): Promise<Page<ImportLine>> {
  const [row] = await importRows(tx, accountId, { importId, limit: 1 })
  if (!row) throw new Problem('not-found')
  const { verdict, warned: isWarned, limit, cursor } = query
  const after = cursor ? fromCursor(cursor, 'line')[0] : 0
  const rows = await pageOfLines(tx, accountId, importId, { verdict, isWarned, after, limit })
  return cutPage(
    rows,
    limit,
    line => [line.line],
    line => toLine(line, row.applied_at !== null),
  )
}

async function toViews(tx: Tx, accountId: string, rows: ImportRow[]): Promise<ImportView[]> {
  const ids = rows.map(row => row.id)
  const perVerdict = await countLines(tx, accountId, ids)
  const warned = await countWarned(tx, accountId, ids)
  return rows.map(row => {
    const mine = perVerdict.filter(count => count.import_id === row.id)
    const countOf = (verdict: ImportLine['verdict']) =>
      mine.find(count => count.verdict === verdict)?.count ?? 0
    return {
      id: row.id,
      fileName: row.file_name,
      encoding: row.encoding,
      delimiter: row.delimiter,
      columns: row.columns as ImportView['columns'],
      createdAt: row.created_at.toISOString(),
      createdBy: { id: row.created_by, name: `${row.first_name} ${row.last_name}`.trim() },
      appliedAt: row.applied_at?.toISOString() ?? null,
      runId: row.run_id,
      lines: mine.reduce((sum, { count }) => sum + count, 0),
      counts: Object.fromEntries(
        importVerdicts.map(verdict => [verdict, countOf(verdict)]),
      ) as ImportView['counts'],
      warned: warned.find(count => count.import_id === row.id)?.count ?? 0,
    }
  })
}

function toLine(row: LineRow, isApplied: boolean): ImportLine {
  const { firstName = '', lastName = '' } = row.fields as { firstName?: string; lastName?: string }
  return {
    line: row.line,
    name: `${firstName} ${lastName}`.trim(),
    cells: row.cells,
    verdict: row.verdict,
    // The id of who is to be added is nobody's yet.
    personId: row.verdict === 'add' && !isApplied ? null : row.person_id,
    faults: row.faults as ImportLineFault[],
    warnings: row.warnings as ImportLineFault[],
  }
}

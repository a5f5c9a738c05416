import { sql } from 'kysely'
import type { ImportLine } from '../../../contract/imports.ts'
import type { Tx } from '../../db/connect.ts'

export async function insertImport(
  tx: Tx,
  row: {
    account_id: string
    id: string
    file_name: string
    encoding: string
    delimiter: string
    columns: string
    created_by: string
  },
): Promise<void> {
  await tx.insertInto('import').values(row).execute()
}

/** Imports, newest first: ids are made in the order of time. @returns one more than `limit` where there is a next page */
export function importRows(
  tx: Tx,
  accountId: string,
  only: { importId?: string; after?: string | null; limit: number },
) {
  let rows = tx
    .selectFrom('import as i')
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 'i.account_id').onRef('p.id', '=', 'i.created_by'),
    )
    .selectAll('i')
    .select(['p.first_name', 'p.last_name'])
    .where('i.account_id', '=', accountId)
    .orderBy('i.id', 'desc')
    .limit(only.limit + 1)
  if (only.importId) rows = rows.where('i.id', '=', only.importId)
  if (only.after) rows = rows.where('i.id', '<', only.after)
  return rows.execute()
}
export type ImportRow = Awaited<ReturnType<typeof importRows>>[number]

/** Takes an import until the end of the transaction: it is applied by one at a time. */
export function lockImport(tx: Tx, accountId: string, importId: string) {
  return tx
    .selectFrom('import')
    .select(['id', 'applied_at', 'file_name'])
    .where('account_id', '=', accountId)
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst()
}

export function countLines(tx: Tx, accountId: string, importIds: string[]) {
  return tx
    .selectFrom('import_line')
    .select(['import_id', 'verdict', eb => eb.fn.countAll<number>().as('count')])
    .where('account_id', '=', accountId)
    .where('import_id', '=', sql<string>`any(${importIds}::uuid[])`)
    .groupBy(['import_id', 'verdict'])
    .execute()
}

/** Good lines with a warning; the condition is that of the index import_line_warned. */
const isWarned = sql<boolean>`warnings <> '[]' and verdict <> 'faulty'`

export function countWarned(tx: Tx, accountId: string, importIds: string[]) {
  return tx
    .selectFrom('import_line')
    .select(['import_id', eb => eb.fn.countAll<number>().as('count')])
    .where('account_id', '=', accountId)
    .where('import_id', '=', sql<string>`any(${importIds}::uuid[])`)
    .where(isWarned)
    .groupBy('import_id')
    .execute()
}

/** In the order of the file. @returns one more than `limit` where there is a next page */
export function pageOfLines(
  tx: Tx,
  accountId: string,
  importId: string,
  only: {
    verdict?: ImportLine['verdict'] | undefined
    isWarned?: boolean | undefined
    after: number
    limit: number
  },
) {
  let rows = tx
    .selectFrom('import_line')
    .select(['line', 'cells', 'fields', 'verdict', 'faults', 'warnings', 'person_id'])
    .where('account_id', '=', accountId)
    .where('import_id', '=', importId)
    .where('line', '>', only.after)
    .orderBy('line')
    .limit(only.limit + 1)
  if (only.verdict) rows = rows.where('verdict', '=', only.verdict)
  if (only.isWarned === true) rows = rows.where(isWarned)
  if (only.isWarned === false) rows = rows.where(eb => eb.not(isWarned))
  return rows.execute()
}
export type LineRow = Awaited<ReturnType<typeof pageOfLines>>[number]

import { type Db, inAccount, type Tx } from '../../db/connect.ts'

/** Rows of one transaction of an export: memory stays the same for ten rows and for a million. */
const exportChunk = 2_000

/**
 * All rows of a list in its order, for an export: page after page, each in a transaction of its own, so that a slow reader holds none open.
 *
 * @param read answers at most `limit + 1` rows from after a place on
 */
export async function* eachRow<Row extends { id: string; sort_key: string }>(
  db: Db,
  accountId: string,
  read: (tx: Tx, after: [string, string] | null, limit: number) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let after: [string, string] | null = null
  for (let isMore = true; isMore; ) {
    const place = after
    const rows: Row[] = await inAccount(db, accountId, tx => read(tx, place, exportChunk))
    isMore = rows.length > exportChunk
    for (const row of rows.slice(0, exportChunk)) {
      yield row
      after = [row.sort_key, row.id]
    }
  }
}

/** The cells of each row, one after the other. */
export async function* cellsOf<Row>(
  rows: AsyncIterable<Row>,
  cells: (row: Row) => (string | null)[],
): AsyncGenerator<(string | null)[]> {
  for await (const row of rows) yield cells(row)
}

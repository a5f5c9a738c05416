import { type ByteReader, byteReader } from './byte-reader.ts'
import { NotABackup } from './not-a-backup.ts'

// What is in a container: records, each a line of JSON. After one that names a table its rows follow, as COPY … TO STDOUT
// wrote them: a length in digits, a line end, so many bytes; again and again, until the length 0. The last record says how
// many rows each table has, and so that nothing is missing.

export type BackupRecord =
  | { kind: 'secret'; secret: string }
  | { kind: 'table'; table: string; columns: string[] }
  | { kind: 'end'; rows: Record<string, number> }

const LINE_END = 10
const LONGEST_LINE_BYTES = 1024 * 1024

export const recordLine = (record: BackupRecord): Buffer => Buffer.from(`${JSON.stringify(record)}\n`)

export async function* rowsInLengths(rows: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of rows) {
    yield Buffer.from(`${chunk.length}\n`)
    yield chunk
  }
  yield Buffer.from('0\n')
}

/** The next record; null at the end of all. */
async function readRecord(bytes: ByteReader): Promise<BackupRecord | null> {
  const line = await bytes.line(LONGEST_LINE_BYTES)
  return line === null ? null : (JSON.parse(line) as BackupRecord)
}

/** What was read of a backup, once all of it was. */
export type BackupContent = { secret: string | null; rows: Record<string, number> }

/** Reads a backup to its end without keeping anything but its secret. @throws NotABackup */
export async function lookThrough(plain: AsyncIterable<Buffer>): Promise<BackupContent> {
  return eachTable(plain, async (_table, _columns, rows) => {
    let lines = 0
    for await (const chunk of rows) for (const byte of chunk) if (byte === LINE_END) lines++
    return lines
  })
}

/**
 * Gives each table's rows to `take`, which reads them to their end and says how many they were.
 *
 * @throws NotABackup where something is missing
 */
export async function eachTable(
  plain: AsyncIterable<Buffer>,
  take: (table: string, columns: string[], rows: AsyncGenerator<Buffer>) => Promise<number>,
): Promise<BackupContent> {
  const bytes = byteReader(plain, () => {})
  const content: BackupContent = { secret: null, rows: {} }
  let end: Record<string, number> | null = null
  for (;;) {
    const record = await readRecord(bytes)
    if (!record) break
    if (record.kind === 'secret') content.secret = record.secret
    else if (record.kind === 'end') end = record.rows
    else content.rows[record.table] = await take(record.table, record.columns, readRows(bytes))
  }
  const isWhole = end && Object.entries(end).every(([table, rows]) => content.rows[table] === rows)
  if (!isWhole) throw new NotABackup('The backup lacks rows that it says it has.')
  return content
}

/** The rows that follow a table's record; to be read to their end. */
async function* readRows(bytes: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const length = Number(await bytes.line(32))
    if (!length) return
    const chunk = await bytes.exactly(length)
    if (!chunk) return
    yield chunk
  }
}

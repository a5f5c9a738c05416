import type { ByteReader } from './byte-reader.ts'

// What is in a container: records, each a line of JSON. After one that names a table its rows follow, as COPY … TO STDOUT
// wrote them: a length in digits, a line end, so many bytes; again and again, until the length 0. The last record says how
// many rows each table has, and so that nothing is missing.

export type BackupRecord =
  | { kind: 'secret'; secret: string }
  | { kind: 'table'; table: string; columns: string[] }
  | { kind: 'end'; rows: Record<string, number> }

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
export async function readRecord(bytes: ByteReader): Promise<BackupRecord | null> {
  const line = await bytes.line(LONGEST_LINE_BYTES)
  return line === null ? null : (JSON.parse(line) as BackupRecord)
}

/** The rows that follow a table's record; to be read to their end. */
export async function* readRows(bytes: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const length = Number(await bytes.line(32))
    if (!length) return
    const chunk = await bytes.exactly(length)
    if (!chunk) return
    yield chunk
  }
}

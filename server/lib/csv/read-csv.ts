import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { decodeText } from './decode-text.ts'
import { type CsvDelimiter, sniffDelimiter } from './delimiter.ts'
import type { CsvEncoding } from './encoding.ts'
import { unguard } from './formula-guard.ts'

/** Why nothing of a file can be read. */
export type CsvFileFault =
  | 'file-empty'
  | 'file-is-a-workbook'
  | 'file-is-not-text'
  | 'header-quote-not-closed'

/** Why a line cannot be taken as it is. After `quote-not-closed` no line follows. */
export type CsvRowFault = 'too-few-cells' | 'too-many-cells' | 'quote-not-closed' | 'characters-unreadable'

export interface CsvRow {
  /** Where the row begins in the file, counted from 1; a row with line breaks in its cells takes several lines. */
  line: number
  /** As many as the file has in this row; formula guards are taken off, spaces are kept. */
  cells: string[]
  fault: CsvRowFault | null
}

export interface CsvFile {
  /** Final once the rows are read: see `DecodedText`. */
  readonly encoding: CsvEncoding
  delimiter: CsvDelimiter
  /** Empty when there is a fault. */
  header: string[]
  fault: CsvFileFault | null
  /** To be read once; blank lines are left out. */
  rows: AsyncIterable<CsvRow>
}

/** Characters in one row: a quote that is never closed would take the rest of the file into memory. */
const maxRowLength = 100_000

/** Reads a CSV file of any common encoding and delimiter, in memory of one piece of it whatever its size. */
export async function readCsv(source: Buffer | AsyncIterable<Uint8Array>): Promise<CsvFile> {
  const text = await decodeText(source)
  const { preamble, delimiter } = firstLineOf(text.headText)
  const records = readRecords(
    text.headText.slice(preamble.length),
    text.rest,
    delimiter,
    preamble === '' ? 1 : 2,
  )
  const unreadable = fileFaultOf(text.head, text.encoding)
  const first = unreadable === null ? await records.next() : null
  const header = first === null || first.done === true ? null : first.value
  const fault =
    unreadable ?? (header === null ? 'file-empty' : header.fault === null ? null : 'header-quote-not-closed')
  const columns = fault === null ? withoutEmptyEnd(header?.cells ?? []) : []
  return {
    get encoding() {
      return text.encoding
    },
    delimiter,
    header: columns,
    fault,
    rows: fault === null ? judgedRows(records, columns.length) : noRows(),
  }
}

async function* judgedRows(records: AsyncIterable<CsvRow>, width: number): AsyncGenerator<CsvRow> {
  for await (const row of records) {
    if (row.fault === null) {
      // Empty cells beyond the header are what a spreadsheet leaves behind.
      while (row.cells.length > width && row.cells.at(-1)!.trim() === '') row.cells.pop()
      if (row.cells.length < width) row.fault = 'too-few-cells'
      else if (row.cells.length > width) row.fault = 'too-many-cells'
      else if (row.cells.some(cell => cell.includes('\uFFFD'))) row.fault = 'characters-unreadable'
    }
    yield row
  }
}

async function* readRecords(
  head: string,
  rest: AsyncIterable<string>,
  delimiter: CsvDelimiter,
  firstLine: number,
): AsyncGenerator<CsvRow, void, undefined> {
  // How many records stand before the place from which on nothing can be read.
  let readable = Number.POSITIVE_INFINITY
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: maxRowLength,
    // An error would end the stream and lose the rows that wait in it; skipped, it leaves them.
    skip_records_with_error: true,
    on_skip: () => {
      readable = Math.min(readable, parser.info.records)
      return undefined
    },
  })
  async function* input() {
    yield head
    for await (const piece of rest) {
      if (readable !== Number.POSITIVE_INFINITY) return
      yield piece
    }
  }
  const feed = Readable.from(input(), { objectMode: false })
  feed.on('error', error => parser.destroy(error))
  feed.pipe(parser)

  let line = firstLine
  let taken = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (taken++ >= readable) break
      if (cells.some(cell => cell.trim() !== '')) yield { line, cells: cells.map(unguard), fault: null }
      line += 1 + lineBreaksIn(cells)
    }
    if (readable !== Number.POSITIVE_INFINITY) yield { line, cells: [], fault: 'quote-not-closed' }
  } finally {
    feed.destroy()
  }
}

function lineBreaksIn(cells: string[]): number {
  let breaks = 0
  for (const cell of cells) {
    if (cell.includes('\n') || cell.includes('\r')) breaks += cell.match(/\r\n|\r|\n/g)?.length ?? 0
  }
  return breaks
}

/** Excel may name the delimiter in a line before the header: `sep=;`. */
function firstLineOf(head: string): { preamble: string; delimiter: CsvDelimiter } {
  const named = /^sep=([,;\t])(\r\n|\r|\n)/i.exec(head)
  if (named === null) return { preamble: '', delimiter: sniffDelimiter(head) }
  return { preamble: named[0], delimiter: named[1] as CsvDelimiter }
}

function fileFaultOf(head: Buffer, encoding: CsvEncoding): CsvFileFault | null {
  const signature = head.subarray(0, 4).toString('hex')
  // A zip archive (xlsx, ods, numbers) and the older binary workbook.
  if (signature === '504b0304' || signature === 'd0cf11e0') return 'file-is-a-workbook'
  if (!encoding.startsWith('windows-')) return null
  // Pictures, PDF and the like; a text has hardly any control characters but tabs and line ends.
  const controls = head.reduce((count, byte) => (byte < 9 || (byte > 13 && byte < 32) ? count + 1 : count), 0)
  return controls > head.length / 50 ? 'file-is-not-text' : null
}

function withoutEmptyEnd(cells: string[]): string[] {
  const last = cells.findLastIndex(cell => cell.trim() !== '')
  return cells.slice(0, last + 1)
}

async function* noRows(): AsyncGenerator<CsvRow> {}

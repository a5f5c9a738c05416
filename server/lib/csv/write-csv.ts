import { guard } from './formula-guard.ts'

/** Any of the separators that a spreadsheet may split at, so that a cell stays one wherever the file is opened. */
const needsQuotes = /[",;\t\r\n]|^\s|\s$/
const byteOrderMark = '\uFEFF'
const chunkLength = 64 * 1024

/** One line of a CSV file, with its line end; formulas are made harmless. Source: RFC 4180. */
export function csvLine(cells: readonly (string | null)[], delimiter = ','): string {
  // A single empty cell would be a blank line, which readers skip.
  if (cells.length === 1 && !cells[0]) return '""\r\n'
  return `${cells.map(writtenCell).join(delimiter)}\r\n`
}

function writtenCell(cell: string | null): string {
  if (cell === null) return ''
  const safe = guard(cell)
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * A CSV file in pieces of about 64 KiB, to be sent as they come.
 *
 * Begins with a byte order mark: without it Excel does not read the file as UTF-8.
 */
export async function* writeCsv(
  header: readonly string[],
  rows: Iterable<readonly (string | null)[]> | AsyncIterable<readonly (string | null)[]>,
): AsyncGenerator<string> {
  let piece = byteOrderMark + csvLine(header)
  for await (const row of rows) {
    piece += csvLine(row)
    if (piece.length >= chunkLength) {
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}

import type { CsvFile, CsvRow } from '../../lib/csv/index.ts'
import { newId } from '../../lib/ids.ts'
import type { ImportField } from './header-aliases.ts'
import { type ImportedPerson, type LineFault, readPersonRow } from './read-person-row.ts'

/** A line as its file alone lets it be judged. */
export type ReadLine = {
  line: number
  cells: string[]
  /** The id of the person, should the line turn out to add one. */
  newId: string
  person: ImportedPerson
  faults: { field: ImportField | null; reason: string; detail?: LineFault['detail'] }[]
  warnings: LineFault[]
}

/** Reads a file line by line, in pieces of `size` lines. */
export async function* readLines(
  file: CsvFile,
  columns: readonly (ImportField | null)[],
  account: { country: string },
  size: number,
): AsyncGenerator<ReadLine[]> {
  let piece: ReadLine[] = []
  for await (const row of file.rows) {
    piece.push(readLine(row, columns, account))
    if (piece.length < size) continue
    yield piece
    piece = []
  }
  if (piece.length) yield piece
}

function readLine(
  row: CsvRow,
  columns: readonly (ImportField | null)[],
  account: { country: string },
): ReadLine {
  const { fields, faults, warnings } = readPersonRow(row.cells, columns, account)
  const read = {
    line: row.line,
    // The one character that PostgreSQL cannot store.
    cells: row.cells.map(cell => (cell.includes('\0') ? cell.replaceAll('\0', '') : cell)),
    newId: newId(),
  }
  if (row.fault === null) return { ...read, person: fields, faults, warnings }
  const rowFault = { field: null, reason: row.fault }
  if (row.fault === 'characters-unreadable')
    return { ...read, person: fields, faults: [rowFault, ...faults], warnings }
  // Its cells may stand in the wrong columns: what else they seem to say would be noise.
  const { firstName, lastName } = fields
  return { ...read, person: { ...nobody, firstName, lastName }, faults: [rowFault], warnings: [] }
}

const nobody: ImportedPerson = readPersonRow([], [], { country: null }).fields

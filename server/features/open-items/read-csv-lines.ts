import { mostBatchLines } from '../../../contract/open-items.ts'
import { readCsv } from '../../lib/csv/index.ts'
import { Problem } from '../../lib/problem.ts'
import { type FedLine, readLine } from './judge-lines.ts'

/** The headings of the file; in any order, and in any case. Those of the export beside them are left out. */
const columns = [
  'source',
  'ref',
  'tool',
  'role',
  'person',
  'project',
  'title',
  'dueOn',
  'url',
  'isOpen',
] as const
const needed = ['source', 'ref', 'tool', 'role', 'person', 'project', 'title'] as const

/** Reads a CSV file of open items. @throws Problem unreadable-file, faulty-input */
export async function readCsvLines(source: Buffer): Promise<FedLine[]> {
  const file = await readCsv(source)
  if (file.fault) throw new Problem('unreadable-file', { faults: [{ path: ['file'], reason: file.fault }] })
  const headings = file.header.map(heading => heading.trim().toLowerCase())
  const places = columns.map(column => headings.indexOf(column.toLowerCase()))
  const missing = needed.filter(column => places[columns.indexOf(column)] === -1)
  const twice = columns.filter((column, at) => headings.lastIndexOf(column.toLowerCase()) !== places[at])
  const faults = [
    ...missing.map(column => ({ path: ['file'], reason: 'heading-missing', detail: { column } })),
    ...twice.map(column => ({ path: ['file'], reason: 'header-twice', detail: { column } })),
  ]
  if (faults.length) throw new Problem('unreadable-file', { faults })
  const lines: FedLine[] = []
  for await (const row of file.rows) {
    if (lines.length === mostBatchLines)
      throw new Problem('faulty-input', {
        faults: [{ path: ['file'], reason: 'too-many', detail: { most: mostBatchLines } }],
      })
    const cells = columns.map((column, at) => [column, row.cells[places[at]!]?.trim() || undefined] as const)
    const line = readLine(withBoolean(Object.fromEntries(cells)), row.line)
    lines.push(row.fault ? { ...line, item: null, faults: [{ path: [], reason: row.fault }] } : line)
  }
  return lines
}

/** What people write for yes and no; anything else stays and is a fault. */
const isYes: Record<string, boolean> = {
  yes: true,
  true: true,
  '1': true,
  open: true,
  no: false,
  false: false,
  '0': false,
  closed: false,
}

function withBoolean({ isOpen, ...cells }: Record<string, string | undefined>): Record<string, unknown> {
  if (isOpen === undefined) return cells
  return { ...cells, isOpen: isYes[isOpen.toLowerCase()] ?? isOpen }
}

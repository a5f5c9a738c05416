import fs from 'node:fs'
import path from 'node:path'

/** Where a chain ended at some moment, kept outside of the database: what is cut off behind it is missed. */
export type Anchor = { accountId: string; sequence: number; hash: string }

/** Adds a line to the file, which only its owner reads. */
export function noteAnchor(file: string, anchor: Anchor): void {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  fs.appendFileSync(file, `${JSON.stringify(anchor)}\n`, { mode: 0o600 })
}

/** The anchors of an account. A line that a crash cut short is passed over; without a file there are none. */
export function anchorsOf(file: string, accountId: string): Anchor[] {
  if (!fs.existsSync(file)) return []
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.includes(accountId) && line.endsWith('}'))
    .map(line => JSON.parse(line) as Anchor)
}

import type { Fault } from '../../../contract/problems.ts'
import { type Db, enterAccount, type Tx } from '../../db/connect.ts'
import { cleanText } from '../../lib/clean-text.ts'
import { type CsvFile, readCsv } from '../../lib/csv/index.ts'
import { newId } from '../../lib/ids.ts'
import { Problem } from '../../lib/problem.ts'
import { type Actor, refuseUnless } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import { judgeLines } from './judge-lines.ts'
import { type HeaderFault, type MappedHeader, mapHeader } from './map-header.ts'
import { mayImport } from './policy.ts'
import { insertImport } from './queries.ts'
import { readLines } from './read-lines.ts'
import { createStage, insertLines, stageLines } from './staging-queries.ts'

export type FileToCheck = {
  source: Buffer | AsyncIterable<Uint8Array>
  fileName: string
  /** Header → field, a header that would be understood, or `ignore`. */
  overrides: Readonly<Record<string, string>>
}

/** Lines that go to the database at once; between two pieces, some 50 ms of reading, other requests have their turn. */
const pieceLines = 1_000

/**
 * Reads a file and judges every line of it; keeps the result and changes nothing else.
 *
 * @returns the import's id
 * @throws Problem not-permitted, unreadable-file with all its faults
 */
export function checkFile(db: Db, actor: Actor, file: FileToCheck): Promise<string> {
  // Not `inAccount`: it may begin again, and a file that streams in can be read only once.
  return db.transaction().execute(async tx => {
    await enterAccount(tx, actor.accountId)
    return checkFileIn(tx, actor, file)
  })
}

/** As `checkFile`, in a transaction inside the account that sees no other import. */
export async function checkFileIn(tx: Tx, actor: Actor, file: FileToCheck): Promise<string> {
  refuseUnless(actor, mayImport)
  const csv = await readCsv(file.source)
  const { columns } = readableHeader(csv, file.overrides)
  await createStage(tx)
  const account = await accountSettings(tx, actor.accountId)
  let lines = 0
  for await (const piece of readLines(csv, columns, account, pieceLines)) {
    await stageLines(tx, piece)
    lines += piece.length
  }
  if (lines === 0) throw unreadable([{ path: ['file'], reason: 'file-empty' }])
  await judgeLines(tx, actor, { isSecondLook: false })
  const id = newId()
  await insertImport(tx, {
    account_id: actor.accountId,
    id,
    file_name: cleanText(file.fileName) || 'people.csv',
    // Only now certain: see readCsv.
    encoding: csv.encoding,
    delimiter: csv.delimiter,
    columns: JSON.stringify(
      csv.header.map((header, at) => ({ header: header.replaceAll('\0', ''), field: columns[at] ?? null })),
    ),
    created_by: actor.personId,
  })
  await insertLines(tx, actor.accountId, id)
  return id
}

function readableHeader(csv: CsvFile, overrides: FileToCheck['overrides']): MappedHeader {
  if (csv.fault !== null) throw unreadable([{ path: ['file'], reason: csv.fault }])
  const mapped = mapHeader(csv.header, overrides)
  if (mapped.faults.length) throw unreadable(mapped.faults.map(asFault))
  return mapped
}

const asFault = ({ reason, detail }: HeaderFault): Fault => ({
  path: [reason.startsWith('map-') ? 'map' : 'header'],
  reason,
  detail,
})

const unreadable = (faults: Fault[]) => new Problem('unreadable-file', { faults })

import fs from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { type FileType, fileTypes } from '../../../../contract/prequalification/submissions.ts'
import type { Fault } from '../../../../contract/problems.ts'
import { cleanText } from '../../../lib/clean-text.ts'
import type { ReceivedFile } from './receive-file.ts'
import { readZipDirectory, type ZipDirectory } from './zip-directory.ts'

/** Unpacked, an office document beyond this is there to fill somebody's memory. */
const mostUnpackedBytes = 200 * 1024 * 1024

export type JudgedFile = { name: string; type: FileType } | { fault: Fault }

/** What a file is, told from its content alone, and whether its name says the same. */
export async function judgeFile(givenName: string, received: ReceivedFile): Promise<JudgedFile> {
  const name = cleanText(givenName)
  const fault = (reason: string, detail?: Fault['detail']) => ({
    fault: { path: ['file'], reason, ...(detail && { detail }) },
  })
  if (name === '') return fault('file-name-missing')
  if (/[\\/]/.test(givenName) || name === '.' || name === '..') return fault('file-name-with-path')
  if (received.sizeBytes === 0) return fault('file-empty')
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const isKnown = Object.values(fileTypes).some(endings => (endings as readonly string[]).includes(ending))
  const file = await fs.promises.open(received.path)
  try {
    const found = await typeOf(file, received.sizeBytes)
    if (found === null)
      return isKnown ? fault('file-type-mismatch', { expected: ending }) : fault('file-type-unknown')
    if (found === 'archive-too-large' || found === 'archive-with-macros') return fault(found)
    const endings: readonly string[] = fileTypes[found]
    return endings.includes(ending)
      ? { name, type: found }
      : fault('file-type-mismatch', { expected: endings.join(', ') })
  } finally {
    await file.close()
  }
}

type Found = FileType | 'archive-too-large' | 'archive-with-macros' | null

async function typeOf(file: FileHandle, sizeBytes: number): Promise<Found> {
  const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0)
  const begins = buffer.toString('latin1')
  if (/^%PDF-\d/.test(begins)) return 'application/pdf'
  if (begins === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (begins.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (!begins.startsWith('PK\x03\x04')) return null
  const directory = await readZipDirectory(file, sizeBytes)
  return directory && officeType(directory)
}

/** Only documents of Office are archives that are taken; and none with macros. Source: ECMA-376 part 2. */
function officeType({ names, unpackedBytes }: ZipDirectory): Found {
  if (unpackedBytes > mostUnpackedBytes) return 'archive-too-large'
  if (!names.includes('[Content_Types].xml')) return null
  if (names.some(name => /vbaProject\.bin$/i.test(name))) return 'archive-with-macros'
  if (names.includes('word/document.xml'))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
  if (names.includes('xl/workbook.xml'))
    return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return null
}

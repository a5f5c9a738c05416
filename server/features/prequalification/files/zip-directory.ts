import type { FileHandle } from 'node:fs/promises'

/** What a ZIP archive says is in it, without unpacking anything. */
export type ZipDirectory = { names: string[]; unpackedBytes: number }

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
/** The end record may be followed by a comment of up to 64 KiB. */
const longestEnd = 22 + 0xffff
const mostDirectoryBytes = 4 * 1024 * 1024
/** What a ZIP64 archive writes where the real figure stands elsewhere: nothing that we take is as large. */
const elsewhere = 0xffffffff

/** @returns null where it is no archive that can be read, ZIP64 included. Source: PKWARE APPNOTE 6.3, sections 4.3.12 and 4.3.16 */
export async function readZipDirectory(file: FileHandle, sizeBytes: number): Promise<ZipDirectory | null> {
  const tail = await readAt(file, Math.max(0, sizeBytes - longestEnd), Math.min(sizeBytes, longestEnd))
  const end = lastIndexOf(tail, endSignature)
  if (end < 0 || end + 22 > tail.length) return null
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (start === elsewhere || length > mostDirectoryBytes || start + length > sizeBytes) return null
  return entriesOf(await readAt(file, start, length), count)
}

function entriesOf(directory: Buffer, count: number): ZipDirectory | null {
  const names: string[] = []
  let unpackedBytes = 0
  for (let at = 0; names.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature) return null
    const unpacked = directory.readUInt32LE(at + 24)
    const [name, extra, comment] = [28, 30, 32].map(offset => directory.readUInt16LE(at + offset))
    if (unpacked === elsewhere) return null
    unpackedBytes += unpacked
    names.push(directory.toString('utf8', at + 46, at + 46 + name!))
    at += 46 + name! + extra! + comment!
  }
  return { names, unpackedBytes }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

function lastIndexOf(bytes: Buffer, signature: number): number {
  const wanted = Buffer.alloc(4)
  wanted.writeUInt32LE(signature)
  return bytes.lastIndexOf(wanted)
}

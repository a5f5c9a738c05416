import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { MigrationFile } from '../migration-files.ts'
import { type ByteReader, byteReader } from './byte-reader.ts'
import { NotABackup } from './not-a-backup.ts'
import { type SealRecipe, sealWith } from './seal.ts'

// The container, version 1; docs/guides/operating.md describes it for whoever has to read it without Muster:
//   muster-backup 1 ⏎ · header as one line of JSON ⏎ · pieces: length (4 bytes, big-endian), then so many bytes of gzip,
//   sealed where the header says so · length 0 · SHA-256 of all that came before.

const MAGIC = 'muster-backup'
const FORMAT = 1
/** Bytes that are compressed, and sealed, in one piece. */
const PIECE_BYTES = 1024 * 1024
/** No honest piece is longer: what says so is refused before memory is taken for it. */
const LONGEST_PIECE_BYTES = 4 * PIECE_BYTES
const LONGEST_HEADER_BYTES = 1024 * 1024

export type BackupHeader = {
  /** The moment that all of it is of. */
  madeAt: string
  migrations: Pick<MigrationFile, 'name' | 'sha256'>[]
  /** By which a secret is known to be the one of this backup, without telling it. */
  secretPrint: string
  /** Whether the secret itself is in it. */
  hasSecret: boolean
  /** Null: not sealed. */
  seal: SealRecipe | null
}

const compress = promisify(gzip)
const expand = promisify(gunzip)

/** The container around `plain`, piece by piece. @param passphrase needed where the header has a recipe to seal it by */
export async function* writeContainer(
  header: BackupHeader,
  plain: AsyncIterable<Buffer>,
  passphrase: string | null,
): AsyncGenerator<Buffer> {
  const seal = header.seal && (await sealWith(passphrase!, header.seal, JSON.stringify(header)))
  const sum = createHash('sha256')
  const summed = (bytes: Buffer) => {
    sum.update(bytes)
    return bytes
  }
  yield summed(Buffer.from(`${MAGIC} ${FORMAT}\n${JSON.stringify(header)}\n`))
  let place = 0
  for await (const piece of inPieces(plain)) {
    const packed = await compress(piece, { level: 6 })
    const body = seal ? seal.close(packed, place++) : packed
    yield summed(lengthOf(body))
    yield summed(body)
  }
  yield summed(Buffer.alloc(4))
  yield sum.digest()
}

/** A container that was opened: what it says of itself, and all that is in it. */
export type OpenContainer = {
  header: BackupHeader
  /** To its end, where what does not add up throws NotABackup: so nothing of it counts before. */
  plain(passphrase: string | null): AsyncGenerator<Buffer>
}

/** @throws NotABackup */
export async function openContainer(source: AsyncIterable<Buffer>): Promise<OpenContainer> {
  const sum = createHash('sha256')
  const bytes = byteReader(source, read => sum.update(read))
  const [magic, format] = ((await bytes.line(64)) ?? '').split(' ')
  if (magic !== MAGIC) throw new NotABackup('This is no backup that muster backup has made.')
  if (format !== String(FORMAT)) {
    throw new NotABackup(`This backup has the format ${format}, which a newer version of Muster reads.`)
  }
  const header = parseHeader(await bytes.line(LONGEST_HEADER_BYTES))
  return { header, plain: passphrase => plainOf(bytes, header, passphrase, () => sum.copy().digest()) }
}

async function* plainOf(
  bytes: ByteReader,
  header: BackupHeader,
  passphrase: string | null,
  sumSoFar: () => Buffer,
): AsyncGenerator<Buffer> {
  if (header.seal && passphrase === null) {
    throw new NotABackup('This backup is sealed: give its passphrase in MUSTER_BACKUP_PASSPHRASE.')
  }
  const seal = header.seal && (await sealWith(passphrase!, header.seal, JSON.stringify(header)))
  for (let place = 0; ; place++) {
    const length = (await whole(bytes, 4)).readUInt32BE()
    if (length === 0) break
    if (length > LONGEST_PIECE_BYTES) throw damaged()
    const body = await whole(bytes, length)
    yield await unpack(seal ? seal.open(body, place) : body)
  }
  const sum = sumSoFar()
  if (!(await whole(bytes, sum.length)).equals(sum) || (await bytes.exactly(1))) throw damaged()
}

async function unpack(packed: Buffer | null): Promise<Buffer> {
  if (!packed) {
    throw new NotABackup(
      'Either the passphrase is another than it was sealed with, or the backup was changed.',
    )
  }
  return expand(packed, { maxOutputLength: LONGEST_PIECE_BYTES }).catch(() => {
    throw damaged()
  })
}

async function whole(bytes: ByteReader, length: number): Promise<Buffer> {
  const read = await bytes.exactly(length)
  if (!read) throw new NotABackup('The backup ends too early: it was cut off.')
  return read
}

const damaged = () => new NotABackup('The backup is damaged: it is not what was written.')

function parseHeader(line: string | null): BackupHeader {
  try {
    return JSON.parse(line ?? '') as BackupHeader
  } catch {
    throw damaged()
  }
}

function lengthOf(body: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  return length
}

async function* inPieces(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [waiting, size] = [[] as Buffer[], 0]
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + PIECE_BYTES - size)
      waiting.push(part)
      size += part.length
      at += part.length
      if (size < PIECE_BYTES) continue
      yield Buffer.concat(waiting)
      ;[waiting, size] = [[], 0]
    }
  }
  if (size > 0) yield Buffer.concat(waiting)
}

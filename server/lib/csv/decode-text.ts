import { isAscii } from 'node:buffer'
import { type CsvEncoding, sniffCodePage, sniffEncoding } from './encoding.ts'

/** Enough to meet accents in most files, and small beside the memory that an import may use. */
export const headBytes = 64 * 1024

export interface DecodedText {
  /** Of a file that begins with more than 64 KiB of plain ASCII: `utf-8` until the first other character is read. */
  readonly encoding: CsvEncoding
  /** The first bytes as they are. */
  readonly head: Buffer
  /** The text of `head`; `rest` begins after it. */
  readonly headText: string
  readonly rest: AsyncIterable<string>
}

/** Decodes bytes of an unknown encoding; characters that cannot be decoded become U+FFFD. */
export async function decodeText(source: Buffer | AsyncIterable<Uint8Array>): Promise<DecodedText> {
  const pieces = piecesOf(source)
  const head = await take(pieces, headBytes)
  let encoding = sniffEncoding(head)
  let decoder = new TextDecoder(encoding)
  let undecided = encoding === 'utf-8' && isAscii(head)
  const headText = decoder.decode(head, { stream: true })

  async function* rest() {
    for await (const bytes of pieces) {
      if (undecided && !isAscii(bytes)) {
        undecided = false
        encoding = sniffCodePage(bytes)
        decoder = new TextDecoder(encoding)
      }
      yield decoder.decode(bytes, { stream: true })
    }
    yield decoder.decode()
  }

  return {
    get encoding() {
      return encoding
    },
    head,
    headText,
    rest: rest(),
  }
}

async function* piecesOf(
  source: Buffer | AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer, void, undefined> {
  if (Buffer.isBuffer(source)) {
    for (let at = 0; at < source.length; at += headBytes) yield source.subarray(at, at + headBytes)
    return
  }
  for await (const bytes of source) yield Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

async function take(pieces: AsyncGenerator<Buffer, void, undefined>, length: number): Promise<Buffer> {
  const taken: Buffer[] = []
  let bytes = 0
  while (bytes < length) {
    const next = await pieces.next()
    if (next.done === true) break
    taken.push(next.value)
    bytes += next.value.length
  }
  return taken.length === 1 ? taken[0]! : Buffer.concat(taken, bytes)
}

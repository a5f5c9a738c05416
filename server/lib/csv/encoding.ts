import { isUtf8 } from 'node:buffer'

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'windows-1252'

/**
 * The encoding of a file, judged by its beginning.
 *
 * A byte order mark decides; then zero bytes, which only UTF-16 has in a text; then whether it is UTF-8. What is left
 * is a Windows code page: Cyrillic words are runs of high bytes, in western words a high byte stands alone.
 */
export function sniffEncoding(head: Buffer): CsvEncoding {
  const mark = head.subarray(0, 3).toString('hex')
  if (mark === 'efbbbf') return 'utf-8'
  if (mark.startsWith('fffe')) return 'utf-16le'
  if (mark.startsWith('feff')) return 'utf-16be'
  const zeros = countZeros(head)
  // Cyrillic in UTF-16 has no zero bytes, its separators, digits and addresses have: 5 % of the pairs is plenty.
  const enough = head.length / 2 / 20
  if (zeros.odd > enough && zeros.even < zeros.odd / 10) return 'utf-16le'
  if (zeros.even > enough && zeros.odd < zeros.even / 10) return 'utf-16be'
  return sniffCodePage(head)
}

/** The encoding of bytes from within a text that is known not to be UTF-16. */
export function sniffCodePage(bytes: Buffer): 'utf-8' | 'windows-1251' | 'windows-1252' {
  if (isUtf8(withoutCutCharacter(bytes))) return 'utf-8'
  return looksCyrillic(bytes) ? 'windows-1251' : 'windows-1252'
}

function countZeros(head: Buffer) {
  const zeros = { even: 0, odd: 0 }
  for (let at = head.indexOf(0); at !== -1; at = head.indexOf(0, at + 1)) {
    if (at % 2 === 0) zeros.even++
    else zeros.odd++
  }
  return zeros
}

/** The beginning of a file may end inside a UTF-8 character: leaves out up to three bytes of it. */
function withoutCutCharacter(head: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, head.length); back++) {
    const byte = head[head.length - back]!
    if (byte < 0x80) break
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? head.subarray(0, head.length - back) : head
    }
  }
  return head
}

function looksCyrillic(head: Buffer): boolean {
  // Letters of windows-1251: А–я, and Ё, ё, Є, є, І, і, Ї, ї.
  const isLetter = (byte: number | undefined) =>
    byte !== undefined && (byte >= 0xc0 || [0xa8, 0xb8, 0xaa, 0xba, 0xb2, 0xb3, 0xaf, 0xbf].includes(byte))
  let letters = 0
  let besideAnother = 0
  for (let at = 0; at < head.length; at++) {
    if (!isLetter(head[at])) continue
    letters++
    if (isLetter(head[at - 1]) || isLetter(head[at + 1])) besideAnother++
  }
  return besideAnother > letters / 2
}

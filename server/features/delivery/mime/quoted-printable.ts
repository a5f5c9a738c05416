/** 75 characters and the `=` of a soft line break. Source: RFC 2045, 6.7 (5). */
const LINE_CHARACTERS = 75

export const SOFT_BREAK = '=\r\n'

/** A line that is written as it is: printable ASCII without `=`, no dot in front, no blank at the end. */
const PLAIN = /^(?![.])[\t -<>-~]*(?<![\t ])$/

const ENCODED = Array.from({ length: 256 }, (_, byte) => {
  const isLiteral = byte === 9 || (byte >= 32 && byte <= 126 && byte !== 61)
  return isLiteral ? String.fromCharCode(byte) : hex(byte)
})

/**
 * Encodes a piece of text that starts at the beginning of a line; whatever comes after it may be glued on with a
 * soft break. Line ends of any kind become CR LF.
 *
 * A dot that begins a line is always encoded, so that a server that forgets to unstuff it changes nothing.
 */
export function quotedPrintable(text: string): string {
  return text.length <= LINE_CHARACTERS && PLAIN.test(text)
    ? text
    : text
        .split(/\r\n|\r|\n/)
        .map(encodeLine)
        .join('\r\n')
}

function encodeLine(line: string): string {
  if (line.length <= LINE_CHARACTERS && PLAIN.test(line)) return line
  const bytes = Buffer.from(line)
  let encoded = ''
  let column = 0
  for (const [index, byte] of bytes.entries()) {
    const isLast = index === bytes.length - 1
    let next = isLast && (byte === 9 || byte === 32) ? hex(byte) : ENCODED[byte]!
    if (column + next.length > LINE_CHARACTERS) {
      encoded += SOFT_BREAK
      column = 0
    }
    if (column === 0 && next === '.') next = hex(byte)
    encoded += next
    column += next.length
  }
  return encoded
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
}

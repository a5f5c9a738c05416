import { singleLine } from './single-line.ts'

/** Bytes in one encoded word: 45 become 60 in base64, 72 with `=?UTF-8?B??=`; RFC 2047 (2) allows 75. */
const BYTES_PER_WORD = 45
/** Leaves room for the longest of our header names on the first line of 76 characters. */
const BYTES_IN_FIRST_WORD = 36
/** Longer plain text is put into encoded words too: they can be folded anywhere. */
const PLAIN_CHARACTERS = 60

const PLAIN = /^[ -~]*$/

/** The text as it stands in an unstructured header such as Subject, after `Name: `. */
export function headerText(text: string): string {
  const clean = oneSpaced(text)
  return isPlain(clean) ? clean : encodedWords(clean)
}

/** The text as a phrase before an address: a quoted string, or encoded words. */
export function headerPhrase(text: string): string {
  const clean = oneSpaced(text)
  return isPlain(clean) ? `"${clean.replace(/["\\]/g, '\\$&')}"` : encodedWords(clean)
}

/** Parsers squeeze blanks in headers; doing it here makes the outcome the same everywhere. */
export function oneSpaced(text: string): string {
  return singleLine(text).replace(/\s+/g, ' ').trim()
}

// What looks like an encoded word would be decoded by the reader, even inside quotes.
const isPlain = (text: string) => text.length <= PLAIN_CHARACTERS && PLAIN.test(text) && !text.includes('=?')

/** Never splits a character between two words. Source: RFC 2047, 5 (3). */
function encodedWords(text: string): string {
  const words: string[] = []
  let word = ''
  let bytes = 0
  for (const character of text) {
    const size = Buffer.byteLength(character)
    if (bytes + size > (words.length === 0 ? BYTES_IN_FIRST_WORD : BYTES_PER_WORD)) {
      words.push(encodedWord(word))
      word = ''
      bytes = 0
    }
    word += character
    bytes += size
  }
  words.push(encodedWord(word))
  return words.join('\r\n ')
}

const encodedWord = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`

/**
 * What must never come out of a person's name: line breaks and controls (they would end a header or a line),
 * the line and paragraph separators, and the bidirectional overrides that turn the text after them around.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be replaced
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g
const ANY_UNPRINTABLE = new RegExp(UNPRINTABLE.source)

/** One line of well-formed text: unprintable characters become spaces, lone surrogates U+FFFD. */
export function singleLine(value: string): string {
  const text = value.isWellFormed() ? value : value.toWellFormed()
  return ANY_UNPRINTABLE.test(text) ? text.replace(UNPRINTABLE, ' ') : text
}

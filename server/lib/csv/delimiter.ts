export type CsvDelimiter = ',' | ';' | '\t'

const candidates: readonly CsvDelimiter[] = [',', ';', '\t']
/** Lines that are compared with the first one. */
const sampleLines = 20

/**
 * The delimiter of a CSV text, judged by its first lines: the one that most of them have as often as the header has.
 *
 * A tie goes to the one that the header has more of; a text of one column is taken as separated by commas.
 */
export function sniffDelimiter(text: string): CsvDelimiter {
  const counts = countOutsideQuotes(text)
  const header = counts[0]
  if (header === undefined) return ','
  const score = (of: CsvDelimiter) =>
    header[of] === 0 ? -1 : counts.filter(line => line[of] === header[of]).length * 1_000 + header[of]
  return candidates.reduce((best, next) => (score(next) > score(best) ? next : best))
}

type Counts = Record<CsvDelimiter, number>

function countOutsideQuotes(text: string): Counts[] {
  const lines: Counts[] = []
  let line: Counts = { ',': 0, ';': 0, '\t': 0 }
  let isBlank = true
  let isQuoted = false
  for (let at = 0; at <= text.length && lines.length < sampleLines; at++) {
    const char = text[at]
    if (char === '"') {
      isQuoted = !isQuoted
      isBlank = false
    }
    if (isQuoted && char !== undefined) continue
    if (char === undefined || char === '\n' || char === '\r') {
      if (!isBlank) lines.push(line)
      line = { ',': 0, ';': 0, '\t': 0 }
      isBlank = true
    } else {
      isBlank = false
      if (char === ',' || char === ';' || char === '\t') line[char]++
    }
  }
  return lines
}

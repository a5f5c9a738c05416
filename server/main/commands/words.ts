import fs from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'

let catalogue: Record<string, string> | undefined

/** The English words of a code, such as `reason.no-address`; the code itself where there are none. */
export function wordsOf(family: string, code: string, values: Record<string, unknown> = {}): string {
  catalogue ??= JSON.parse(
    fs.readFileSync(new URL('../../../locales/en.json', import.meta.url), 'utf8'),
  ) as Record<string, string>
  const words = catalogue[`${family}.${code}`]
  if (words === undefined) return code
  try {
    return String(new IntlMessageFormat(words, 'en').format(values as Record<string, string>))
  } catch {
    // A value that the words name and the code does not bring.
    return words
  }
}

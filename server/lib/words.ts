import fs from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'

export type WordsLanguage = 'en' | 'ru'

const read = new Map<WordsLanguage, Record<string, string>>()
const formats = new Map<string, IntlMessageFormat>()

/**
 * The words for a key in locales/, filled in; null while there are none.
 *
 * Where a parameter is missing that they ask for, the key's words are given as they are written.
 */
export function wordsFor(
  language: WordsLanguage,
  key: string,
  params: Record<string, string | number | Date> = {},
): string | null {
  const text = textsIn(language)[key]
  if (text === undefined) return null
  const name = `${language} ${key}`
  const format = formats.get(name) ?? new IntlMessageFormat(text, language)
  formats.set(name, format)
  try {
    return String(format.format(params))
  } catch {
    return text
  }
}

function textsIn(language: WordsLanguage): Record<string, string> {
  const known = read.get(language)
  if (known) return known
  const file = new URL(`../../locales/${language}.json`, import.meta.url)
  const texts: Record<string, string> = JSON.parse(fs.readFileSync(file, 'utf8'))
  read.set(language, texts)
  return texts
}

import fs from 'node:fs'
import type { ProblemCode } from '../../contract/problems.ts'

let words: Record<string, unknown> | undefined

/** The English title of a problem; its code while there are no words for it. */
export function problemTitle(code: ProblemCode): string {
  return wordsInEnglish(`problem.${code}`) ?? code
}

export function wordsInEnglish(key: string): string | undefined {
  words ??= readWords()
  const found = words[key]
  return typeof found === 'string' ? found : undefined
}

function readWords(): Record<string, unknown> {
  try {
    return JSON.parse(fs.readFileSync(new URL('../../locales/en.json', import.meta.url), 'utf8'))
  } catch {
    return {}
  }
}

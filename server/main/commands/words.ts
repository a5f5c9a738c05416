import { wordsFor } from '../../lib/words.ts'

/** The English words of a code, such as `reason.no-address`; the code itself where there are none. */
export const wordsOf = (family: string, code: string, params?: Record<string, string | number>): string =>
  wordsFor('en', `${family}.${code}`, params) ?? code

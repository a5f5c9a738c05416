import type { Language } from './language.ts'

/** The line that a message begins with; reads well without a name too. */
export function greeting(language: Language, name: string): string {
  const known = name.trim()
  if (language === 'ru') return known === '' ? 'Здравствуйте.' : `Здравствуйте, ${known}.`
  return known === '' ? 'Hello,' : `Hello ${known},`
}

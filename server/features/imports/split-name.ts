import type { ImportField } from './header-aliases.ts'

export interface PersonName {
  firstName: string
  lastName: string
}

/**
 * Splits a name written in one column. A comma puts the family name first, as does the heading ФИО;
 * otherwise the last word is the family name. Patronymics and middle names stay with the first name.
 *
 * @param written already cleaned: single spaces
 */
export function splitName(
  written: string,
  field: Extract<ImportField, 'fullName' | 'familyNameFirst'>,
): PersonName {
  const [family, given] = written.split(',', 2).map(part => part.trim())
  if (family !== undefined && given) return { firstName: given, lastName: family }
  const words = written.replaceAll(',', ' ').trim().split(/\s+/)
  if (words.length === 1) return { firstName: words[0]!, lastName: '' }
  return field === 'familyNameFirst'
    ? { firstName: words.slice(1).join(' '), lastName: words[0]! }
    : { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1)! }
}

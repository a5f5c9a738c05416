import type { AddressVerdict } from '../../../contract/people.ts'
import { cleanText } from '../../lib/clean-text.ts'
import { judgeEmail } from '../../lib/email-address.ts'
import { type JudgedPhone, judgePhone } from '../../lib/phone.ts'
import type { ImportField } from './header-aliases.ts'
import { splitName } from './split-name.ts'

/** A line of an import, normalised to what is stored. Null where the file says nothing. */
export interface ImportedPerson {
  firstName: string
  lastName: string
  email: string | null
  emailVerdict: AddressVerdict
  /** E.164 when its verdict is ok, else as typed. */
  phone: string | null
  phoneVerdict: AddressVerdict
  companyName: string | null
  jobTitle: string | null
  template: string | null
  externalId: string | null
  language: 'en' | 'ru' | null
  /** Null where the file says nothing: then they stay what they are. */
  isEmployee: boolean | null
}

export const personFaultReasons = ['name-missing', 'too-long', 'email-malformed', 'not-identifiable'] as const
export const personWarningReasons = [
  'phone-malformed',
  'phone-without-country-code',
  'phone-not-mobile',
  'phone-rounded-by-spreadsheet',
  'language-unknown',
  'employee-unclear',
] as const

/** Words under `fault.<reason>` with the detail as parameters; `field` is null where the whole line is meant. */
export interface LineFault {
  field: ImportField | null
  reason: (typeof personFaultReasons)[number] | (typeof personWarningReasons)[number]
  detail?: Record<string, string | number>
}

/** Longest values in characters; the same as in the database. */
const longest = {
  firstName: 100,
  lastName: 100,
  phone: 50,
  companyName: 200,
  jobTitle: 200,
  template: 100,
  externalId: 100,
} as const

/**
 * Reads one line and collects all its faults. A line with a fault is not applied; one with warnings is.
 *
 * A person is found again by e-mail, else external id, else phone and name, else company and name: a line that offers
 * none of these is refused. Source: product.md, import semantics.
 *
 * @param account `country` is ISO 3166 alpha-2, or null before set-up
 */
export function readPersonRow(
  cells: readonly string[],
  columns: readonly (ImportField | null)[],
  account: { country: string | null },
): { fields: ImportedPerson; faults: LineFault[]; warnings: LineFault[] } {
  const faults: LineFault[] = []
  const warnings: LineFault[] = []
  const cell = (field: ImportField) => firstOfSeveral(cells[columns.indexOf(field)] ?? '')
  const text = (field: ImportField) => cleanText(cell(field)) || null

  const email = judgeEmail(cell('email'))
  if (email.verdict === 'malformed') faults.push({ field: 'email', reason: 'email-malformed' })
  const phone = judgePhone(cell('phone'), { accountCountry: account.country })
  const phoneWarning = warningOf(phone)
  if (phoneWarning !== null) warnings.push(phoneWarning)

  const fields: ImportedPerson = {
    ...nameOf(text),
    email: email.address,
    emailVerdict: email.verdict,
    phone: phone.number ?? (phone.display || null),
    phoneVerdict: phone.verdict,
    companyName: text('companyName'),
    jobTitle: text('jobTitle'),
    template: text('template'),
    externalId: text('externalId'),
    language: languageOf(text('language'), warnings),
    isEmployee: yesOrNo(text('isEmployee'), warnings),
  }

  for (const [field, most] of Object.entries(longest) as [keyof typeof longest, number][]) {
    // Counted as PostgreSQL counts: in code points.
    if ([...(fields[field] ?? '')].length > most) faults.push({ field, reason: 'too-long', detail: { most } })
  }
  if (fields.firstName === '' && fields.lastName === '') faults.push({ field: null, reason: 'name-missing' })
  // A malformed address is its own fault: mended, it would identify.
  if (email.verdict === 'missing' && !fields.externalId && !fields.phone && !fields.companyName) {
    faults.push({ field: null, reason: 'not-identifiable' })
  }
  return { fields, faults, warnings }
}

/** Google Contacts puts several values into one cell, `a ::: b`; the first is its main one. */
function firstOfSeveral(cell: string): string {
  return cell.split(' ::: ', 1)[0]!
}

function nameOf(text: (field: ImportField) => string | null) {
  const apart = { firstName: text('firstName') ?? '', lastName: text('lastName') ?? '' }
  if (apart.firstName !== '' || apart.lastName !== '') return apart
  const full = text('fullName')
  if (full !== null) return splitName(full, 'fullName')
  const familyFirst = text('familyNameFirst')
  return familyFirst === null ? apart : splitName(familyFirst, 'familyNameFirst')
}

function warningOf(phone: JudgedPhone): LineFault | null {
  if (phone.verdict === 'ok' || phone.verdict === 'missing') return null
  if (/^\d[.,]\d+e\+?\d+$/i.test(phone.display))
    return { field: 'phone', reason: 'phone-rounded-by-spreadsheet' }
  const detail = { example: phone.hint ?? '+1 212 555 0123' }
  if (phone.verdict === 'no-country-code')
    return { field: 'phone', reason: 'phone-without-country-code', detail }
  return {
    field: 'phone',
    reason: phone.verdict === 'not-mobile' ? 'phone-not-mobile' : 'phone-malformed',
    detail,
  }
}

function yesOrNo(written: string | null, warnings: LineFault[]): boolean | null {
  if (written === null) return null
  if (/^(yes|y|true|1|x|✓|\+|да|д|истина)$/i.test(written)) return true
  if (/^(no|n|false|0|-|–|нет|н|ложь)$/i.test(written)) return false
  warnings.push({ field: 'isEmployee', reason: 'employee-unclear' })
  return null
}

function languageOf(written: string | null, warnings: LineFault[]): 'en' | 'ru' | null {
  if (written === null) return null
  if (/^(en([-_].*)?|english|английский|англ\.?)$/i.test(written)) return 'en'
  if (/^(ru([-_].*)?|russian|русский|рус\.?)$/i.test(written)) return 'ru'
  warnings.push({ field: 'language', reason: 'language-unknown' })
  return null
}

import {
  type CountryCode,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  type PhoneNumberType,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { cleanText, stripInvisible } from './clean-text.ts'

export type PhoneVerdict = 'ok' | 'missing' | 'malformed' | 'no-country-code' | 'not-mobile'

export interface JudgedPhone {
  /** E.164 with `+`: what an SMS is sent to. Null unless the verdict is ok. */
  number: string | null
  /** What people read: in international form when ok, else as typed. Empty when missing. */
  display: string
  verdict: PhoneVerdict
  /** How it might be written, for a sentence such as "Write it as …"; null when ok or nothing is known. */
  hint: string | null
}

/**
 * Says whether an SMS can be addressed to a number, with or without its `+`.
 *
 * No country is ever guessed: the account's country serves to refuse what has no country code, and for the hint.
 * Source: seed 004 (`9051111111` is refused, `79051111111` is right).
 *
 * @param accountCountry ISO 3166 alpha-2, or null before set-up
 */
export function judgePhone(raw: string, { accountCountry }: { accountCountry: string | null }): JudgedPhone {
  const country = accountCountry !== null && isSupportedCountry(accountCountry) ? accountCountry : null
  const typed = cleanText(stripInvisible(raw))
  if (typed === '') return { number: null, display: '', verdict: 'missing', hint: null }
  const doubtful = (verdict: PhoneVerdict, hint = exampleOf(country)): JudgedPhone => ({
    number: null,
    display: typed,
    verdict,
    hint,
  })

  const written = /^(?:tel:)?(\+|00)?([\d\s().\-/\u2010-\u2015\u2212]+)(.*)$/iu.exec(
    westernDigits(typed.normalize('NFKC')),
  )
  const digits = written?.[2]?.replace(/\D/g, '') ?? ''
  const extension = written?.[3] ?? ''
  if (digits === '' || !/^((доб|вн|ext|x|#)[.:]?\s*\d{1,7})?$/iu.test(extension)) return doubtful('malformed')

  const withPlus = written?.[1] !== undefined
  const international = parsePhoneNumberFromString(`+${digits}`)
  // A number of no known type is not valid: with the largest metadata the one is defined by the other.
  const type = international?.getType()
  const isValid = type !== undefined
  if (!withPlus) {
    const national = country === null ? null : validNational(digits, country)
    if (national !== null && !(isValid && isMobile(type) && national.isSurelyInternational)) {
      return doubtful('no-country-code', national.asInternational)
    }
    // Seven digits are the shortest national numbers in wide use, fifteen the longest of all (E.164).
    if (!isValid) return doubtful(/^\d{7,15}$/.test(digits) ? 'no-country-code' : 'malformed')
  }
  if (international === undefined || !isValid) return doubtful('malformed')
  if (!isMobile(type) || extension !== '') return doubtful('not-mobile')
  return {
    number: international.number,
    // A getter: an import of a million never shows it, and formatting is a third of the work.
    get display() {
      return international.formatInternational()
    },
    verdict: 'ok',
    hint: null,
  }
}

function isMobile(type: PhoneNumberType | undefined): boolean {
  // All numbers of the North American plan are "fixed line or mobile".
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
}

/** The number read as somebody in that country would dial it; null when it is none, or begins with the country code. */
function validNational(digits: string, country: CountryCode) {
  const number = parsePhoneNumberFromString(digits, country)
  const type = number?.getType()
  if (number === undefined || type === undefined) return null
  const code = getCountryCallingCode(country)
  if (digits === code + number.nationalNumber) return null
  return {
    asInternational: number.formatInternational(),
    // German area codes are so many that 49 151 … is one too; written without its 0 nobody means that.
    isSurelyInternational: digits.startsWith(code) && !isMobile(type),
  }
}

function exampleOf(country: CountryCode | null): string | null {
  return country === null ? null : (getExampleNumber(country, examples)?.formatInternational() ?? null)
}

/** Arabic-Indic and Persian digits; full-width ones are folded by NFKC before. */
function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 0xf))
}

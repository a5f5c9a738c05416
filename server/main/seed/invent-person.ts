import type { AddressVerdict } from '../../../contract/people.ts'
import { byShare, type Dice, diceOf } from './dice.ts'
import { type Fate, fateOf } from './fates.ts'
import { latinSlug } from './latin-slug.ts'
import { jobTitles, tongues } from './tongues.ts'

export type InventedPerson = {
  firstName: string
  lastName: string
  email: string | null
  emailVerdict: AddressVerdict
  phone: string | null
  phoneVerdict: AddressVerdict
  jobTitle: string | null
  language: string | null
  /** Index into the companies; the first ones employ the most. */
  company: number
  template: 'admin' | 'standard' | 'readOnly'
  fate: Fate
}

export type Company = { name: string; slug: string }

/** Real area codes; 555-0100 to 555-0199 behind any of them is nobody's. Source: NANPA, 555 line numbers. */
const areaCodes =
  '201 202 206 212 213 214 216 303 305 312 313 314 404 408 410 412 415 503 504 505 512 602 612 615 617 619 702 713 801 808'.split(
    ' ',
  )
const topLevels = ['com', 'com', 'com', 'org', 'net']

/**
 * The person of that number: the same each time for the same companies.
 *
 * @param takeEmail makes an address that nobody in the account has, from one that would be nice
 */
export function inventPerson(
  number: number,
  companies: Company[],
  takeEmail: (local: string, domain: string) => string,
): InventedPerson {
  const dice = diceOf(number)
  const tongue = byShare(tongues, dice.roll())
  const gender = dice.of(tongue.genders)
  const [firstName, lastName] = [dice.of(gender.first), dice.of(gender.last)]
  const company = Math.floor(companies.length * dice.roll() ** 1.6)
  const fate = fateOf(number, dice)
  const domain = `${companies[company]!.slug}.example.${topLevels[company % topLevels.length]}`
  const nice = () => takeEmail(`${latinSlug(firstName)}.${latinSlug(lastName)}`, domain)
  return {
    firstName,
    lastName,
    ...addresses(fate, dice, nice),
    jobTitle: dice.chance(0.9) ? dice.of(jobTitles) : null,
    language: tongue.language,
    company,
    template: dice.chance(0.004) ? 'admin' : dice.chance(0.05) ? 'standard' : 'readOnly',
    fate,
  }
}

type Addresses = Pick<InventedPerson, 'email' | 'emailVerdict' | 'phone' | 'phoneVerdict'>

function addresses(fate: Fate, dice: Dice, nice: () => string): Addresses {
  const line = `555-01${String(dice.below(100)).padStart(2, '0')}`
  const area = dice.of(areaCodes)
  const noEmail = { email: null, emailVerdict: 'missing' } as const
  const noPhone = { phone: null, phoneVerdict: 'missing' } as const
  const national = { phone: `(${area}) ${line}`, phoneVerdict: 'no-country-code' } as const
  const mobile = { phone: `+1${area}${line.replace('-', '')}`, phoneVerdict: 'ok' } as const

  if (fate.reason === 'no-address') return { ...noEmail, ...noPhone }
  if (fate.reason === 'phone-without-country-code') return { ...noEmail, ...national }
  const kept = dice.chance(0.8)
  const phone = kept ? (dice.chance(0.02) ? national : mobile) : noPhone
  const email = nice()
  if (fate.reason === 'email-malformed') {
    return { email: email.replace('@', dice.of(['', ' at ', '@@'])), emailVerdict: 'malformed', ...phone }
  }
  if (fate.name === 'not-invited') {
    if (dice.chance(0.03)) return { ...noEmail, ...mobile }
    if (dice.chance(0.01)) return { ...noEmail, ...noPhone }
  }
  return { email, emailVerdict: 'ok', ...phone }
}

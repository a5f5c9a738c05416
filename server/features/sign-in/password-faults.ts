import type { Fault } from '../../../contract/problems.ts'
import { longestPassword } from '../../../contract/session.ts'
import type { InstallationSettings } from '../settings/index.ts'
import { commonPhrases, commonWords, rows } from './common-passwords.ts'

/** Of a password, beside what everybody knows: so many characters must be its own. */
const leastOwnCharacters = 8
/** Shorter words than this occur in good passwords by chance. */
const shortestOwnWord = 4
const shortestRun = 4

/** What the installation's super admins decide about passwords. */
export type PasswordRules = Pick<InstallationSettings, 'shortestPassword' | 'refusedPasswordWords'>

/**
 * All that is wrong with a password that somebody wants to have: its length, and whether it is made of what is tried
 * first. Any character is welcome, none is demanded.
 *
 * Source: NIST SP 800-63B-4, section 3.1.1.2.
 *
 * @param own the person's name, addresses, user name and the account's name
 */
export function passwordFaults(
  password: string,
  own: string[],
  rules: PasswordRules,
  path: Fault['path'] = ['password'],
): Fault[] {
  const { shortestPassword } = rules
  const normal = password.normalize('NFKC')
  const length = [...normal].length
  const faults: Fault[] = []
  if (length < shortestPassword)
    faults.push({ path, reason: 'too-short', detail: { least: shortestPassword } })
  if (length > longestPassword) faults.push({ path, reason: 'too-long', detail: { most: longestPassword } })
  // A long one needs no further look, and this keeps the look cheap.
  if (length === 0 || length > longestPassword) return faults

  const plain = lettersAndDigits(normal)
  const signs = length - [...plain].length
  const readings = [plain, withoutDisguise(normal)]
  const isCommon = (words: string[]) =>
    readings.some(
      reading => [...withoutKnown(reading, words)].length + distinctSigns(normal, signs) < leastOwnCharacters,
    )
  if (isCommon([...commonPhrases, ...commonWords])) faults.push({ path, reason: 'too-common' })
  else if (isCommon([...refusedWords(rules), ...commonPhrases, ...commonWords])) {
    faults.push({ path, reason: 'made-of-refused-words' })
  } else if (isCommon([...ownWords(own), ...commonPhrases, ...commonWords])) {
    faults.push({ path, reason: 'made-of-own-name' })
  }
  return faults
}

/** What is left once known words, rows of keys and repetitions are taken out. */
function withoutKnown(reading: string, words: string[]): string {
  let left = reading
  for (const word of words.toSorted((a, b) => b.length - a.length)) left = left.replaceAll(word, ' ')
  for (const row of rows) {
    left = withoutRuns(left, row)
    left = withoutRuns(left, [...row].reverse().join(''))
  }
  // The same again, however long the part: only its first time counts.
  left = left.replace(/(.+?)\1+/gu, '$1')
  return left.replaceAll(' ', '')
}

function withoutRuns(text: string, row: string): string {
  let left = text
  for (let length = row.length; length >= shortestRun; length--) {
    for (let from = 0; from + length <= row.length; from++) {
      left = left.replaceAll(row.slice(from, from + length), ' ')
    }
  }
  return left
}

const lettersAndDigits = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '')

const disguises: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const withoutDisguise = (text: string) =>
  lettersAndDigits(text.replace(/[013457@$!]/g, sign => disguises[sign]!))

/** Signs count once each: a row of exclamation marks adds nothing. */
function distinctSigns(text: string, signs: number): number {
  if (signs === 0) return 0
  return new Set([...text].filter(char => !/[\p{L}\p{M}\p{N}\s]/u.test(char))).size
}

const refusedWords = ({ refusedPasswordWords }: PasswordRules): string[] =>
  refusedPasswordWords.map(lettersAndDigits).filter(Boolean)

function ownWords(own: string[]): string[] {
  const words = own.flatMap(text => [
    lettersAndDigits(text),
    ...text.toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u),
  ])
  return words.filter(word => [...word].length >= shortestOwnWord)
}

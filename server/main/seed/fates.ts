import { byShare, type Dice } from './dice.ts'

export type FateName =
  | 'not-invited'
  | 'refused-before-sending'
  | 'refused-by-server'
  | 'just-invited'
  | 'invited-long-ago'
  | 'expired'
  | 'revoked'
  | 'declined'
  | 'joined'
  | 'inactive-having-joined'
  | 'inactive-while-invited'

export type Fate = { name: FateName; reason: string | null; reply: string | null }

/** How many of 2,500 people; an account in its second year. */
const shares: { name: FateName; share: number }[] = [
  { name: 'joined', share: 1310 },
  { name: 'not-invited', share: 531 },
  { name: 'invited-long-ago', share: 452 },
  { name: 'expired', share: 80 },
  { name: 'just-invited', share: 48 },
  { name: 'inactive-having-joined', share: 26 },
  { name: 'refused-before-sending', share: 18 },
  { name: 'inactive-while-invited', share: 14 },
  { name: 'refused-by-server', share: 12 },
  { name: 'declined', share: 5 },
  { name: 'revoked', share: 4 },
]

const before = ['no-address', 'email-malformed', 'email-malformed', 'phone-without-country-code']
const byServer: [reason: string, reply: string][] = [
  ['mailbox-does-not-exist', '550 5.1.1 The email account that you tried to reach does not exist'],
  ['mailbox-full', '552 5.2.2 Mailbox full'],
  ['domain-does-not-exist', '550 5.1.2 Host unknown'],
]

/** What became of the person of that number. Of any stretch of numbers each fate gets its share, within one or two. */
export function fateOf(number: number, dice: Dice): Fate {
  // Multiples of the golden ratio, modulo one, fill it evenly from the first to the last.
  const { name } = byShare(shares, (number * 0.6180339887498949) % 1)
  if (name === 'refused-before-sending') return { name, reason: dice.of(before), reply: null }
  const [reason, reply] = name === 'refused-by-server' ? dice.of(byServer) : [null, null]
  return { name, reason, reply }
}

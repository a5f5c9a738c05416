import { z } from 'zod'
import { isCountry, isTimeZone } from '../../../contract/places.ts'
import type { Fault } from '../../../contract/problems.ts'
import { type NewAccount, newAccount, type SetupInput, setupInput } from '../../../contract/setup.ts'
import { cleanText } from '../../lib/clean-text.ts'
import { judgeEmail } from '../../lib/email-address.ts'
import { faultsOf } from '../../lib/faults-of.ts'
import { refuseFaults } from '../../lib/problem.ts'
import { type PasswordRules, passwordFaults } from './password-faults.ts'

/** The input of first-run set-up as it is stored. @throws Problem faulty-input with all faults, of form and of meaning, at once */
export function judgeSetUp(raw: unknown, rules: PasswordRules): SetupInput {
  const { given, text, faults } = faultsOfAccount(setupInput, raw)
  if (typeof given.password === 'string' && !faults.some(fault => fault.path[0] === 'password')) {
    const own = [text('email'), text('firstName'), text('lastName'), text('accountName')]
    faults.push(...passwordFaults(given.password, own, rules))
  }
  refuseFaults(faults)
  return { ...setupInput.parse(raw), ...cleaned(text) }
}

/** The same of an account whose first admin is invited. @throws Problem faulty-input with all faults at once */
export function judgeNewAccount(raw: unknown): NewAccount {
  const { text, faults } = faultsOfAccount(newAccount.strict(), raw)
  refuseFaults(faults)
  return { ...newAccount.parse(raw), ...cleaned(text) }
}

type Text = (field: keyof NewAccount) => string

function faultsOfAccount(schema: z.ZodType, raw: unknown) {
  const judged = schema.safeParse(raw, { reportInput: true })
  const given = z.looseObject({}).catch({}).parse(raw)
  const text: Text = field => (typeof given[field] === 'string' ? cleanText(given[field]) : '')
  const faults: Fault[] = judged.success ? [] : faultsOf(judged.error)
  const add = (field: keyof NewAccount, reason: string) => {
    if (!faults.some(fault => fault.path[0] === field)) faults.push({ path: [field], reason })
  }
  for (const field of ['accountName', 'lastName', 'email'] as const)
    if (text(field) === '') add(field, 'required')
  if (!isCountry(text('country'))) add('country', 'not-a-choice')
  if (!isTimeZone(text('timeZone'))) add('timeZone', 'not-a-choice')
  if (judgeEmail(text('email')).address === null) add('email', 'email-malformed')
  return { given, text, faults }
}

const cleaned = (text: Text) => ({
  accountName: text('accountName'),
  firstName: text('firstName'),
  lastName: text('lastName'),
  email: judgeEmail(text('email')).address!,
})

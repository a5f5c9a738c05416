import { z } from 'zod'
import type { Fault } from '../../../contract/problems.ts'
import { type SetupInput, setupInput } from '../../../contract/setup.ts'
import type { Db } from '../../db/connect.ts'
import { cleanText } from '../../lib/clean-text.ts'
import { judgeEmail } from '../../lib/email-address.ts'
import { faultsOf } from '../../lib/faults-of.ts'
import { isCountry } from '../../lib/is-country.ts'
import { isTimeZone } from '../../lib/is-time-zone.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import { createAccountIn } from './create-account.ts'
import { hashPassword } from './password.ts'
import { passwordFaults } from './password-faults.ts'
import { hasAccounts, lockSetUp } from './queries.ts'
import { startSession } from './sessions.ts'

export const isSetUpNeeded = async (db: Db): Promise<boolean> => !(await hasAccounts(db))

/**
 * First run: makes the account and signs its first Directory Admin in. Of two at once, one succeeds.
 *
 * @param raw of the shape of SetupInput, not judged yet
 * @returns the token of the session
 * @throws Problem already-set-up, faulty-input
 */
export async function setUp(db: Db, raw: unknown): Promise<string> {
  if (!(await isSetUpNeeded(db))) throw new Problem('already-set-up')
  const input = judgeSetUp(raw)
  const passwordHash = await hashPassword(input.password)
  return db.transaction().execute(async tx => {
    await lockSetUp(tx)
    if (await hasAccounts(tx)) throw new Problem('already-set-up')
    const { accountId, adminId, loginId } = await createAccountIn(tx, { ...input, passwordHash })
    return startSession(tx, { accountId, personId: adminId, loginId })
  })
}

/** The input as it is stored. @throws Problem faulty-input with all faults, of form and of meaning, at once */
export function judgeSetUp(raw: unknown): SetupInput {
  const judged = setupInput.safeParse(raw, { reportInput: true })
  const given = z.looseObject({}).catch({}).parse(raw)
  const text = (field: keyof SetupInput) => (typeof given[field] === 'string' ? cleanText(given[field]) : '')

  const faults: Fault[] = judged.success ? [] : faultsOf(judged.error)
  const add = (field: keyof SetupInput, reason: string) => {
    if (!faults.some(fault => fault.path[0] === field)) faults.push({ path: [field], reason })
  }
  for (const field of ['accountName', 'lastName', 'email'] as const)
    if (text(field) === '') add(field, 'required')
  if (!isCountry(text('country'))) add('country', 'not-a-choice')
  if (!isTimeZone(text('timeZone'))) add('timeZone', 'not-a-choice')
  const email = judgeEmail(text('email')).address
  if (email === null) add('email', 'email-malformed')
  if (typeof given.password === 'string' && !faults.some(fault => fault.path[0] === 'password')) {
    const own = [text('email'), text('firstName'), text('lastName'), text('accountName')]
    faults.push(...passwordFaults(given.password, own))
  }
  refuseFaults(faults)
  const input = judged.data!
  const names = { accountName: text('accountName'), firstName: text('firstName'), lastName: text('lastName') }
  return { ...input, ...names, email: email! }
}

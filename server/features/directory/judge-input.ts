import type { AddressVerdict, PersonInput } from '../../../contract/people.ts'
import type { Fault } from '../../../contract/problems.ts'
import type { Tx } from '../../db/connect.ts'
import { cleanText } from '../../lib/clean-text.ts'
import { judgeEmail } from '../../lib/email-address.ts'
import { newId } from '../../lib/ids.ts'
import { judgePhone } from '../../lib/phone.ts'
import { type Actor, templatesOf } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import { mayAssign } from './policy.ts'
import { activeUserWithEmail, companyNamed, personWithExternalId } from './queries.ts'

/** What is said of a person; of a contact there is no template. */
export type PersonFields = Omit<PersonInput, 'templateId'> & { templateId: string | null }

/** A person's fields as they are stored. */
export type JudgedPerson = {
  firstName: string
  lastName: string
  email: string | null
  emailVerdict: AddressVerdict
  phone: string | null
  phoneVerdict: AddressVerdict
  jobTitle: string | null
  companyName: string | null
  /** Null for contacts only. */
  templateId: string | null
  externalId: string | null
  language: 'en' | 'ru' | null
}

/**
 * Cleans and judges a person as typed; collects every fault. A doubtful phone is kept with its verdict: only sending refuses it.
 *
 * @param personId whose own e-mail and external id do not count as taken; null when adding
 */
export async function judgeInput(
  tx: Tx,
  actor: Actor,
  input: PersonFields,
  personId: string | null,
): Promise<{ person: JudgedPerson; faults: Fault[] }> {
  const { country } = await accountSettings(tx, actor.accountId)
  const email = judgeEmail(input.email ?? '')
  const phone = judgePhone(input.phone ?? '', { accountCountry: country })
  const person: JudgedPerson = {
    firstName: cleanText(input.firstName),
    lastName: cleanText(input.lastName),
    email: email.address,
    emailVerdict: email.verdict,
    phone: phone.number ?? (phone.display || null),
    phoneVerdict: phone.verdict,
    jobTitle: cleanText(input.jobTitle ?? '') || null,
    companyName: cleanText(input.companyName ?? '') || null,
    templateId: input.templateId,
    externalId: cleanText(input.externalId ?? '') || null,
    language: input.language,
  }
  const faults: Fault[] = []
  if (!person.firstName && !person.lastName) faults.push({ path: ['lastName'], reason: 'name-missing' })
  if (email.verdict === 'malformed') faults.push({ path: ['email'], reason: 'email-malformed' })
  faults.push(
    ...(await takenFaults(tx, actor, person, personId)),
    ...(await templateFaults(tx, actor, person, personId)),
  )
  return { person, faults }
}

async function takenFaults(
  tx: Tx,
  actor: Actor,
  person: JudgedPerson,
  personId: string | null,
): Promise<Fault[]> {
  const faults: Fault[] = []
  const named = (by: { first_name: string; last_name: string }) => ({
    name: `${by.first_name} ${by.last_name}`.trim(),
  })
  if (person.email) {
    const by = await activeUserWithEmail(tx, actor.accountId, person.email)
    if (by && by.id !== personId) faults.push({ path: ['email'], reason: 'email-in-use', detail: named(by) })
  }
  if (person.externalId) {
    const by = await personWithExternalId(tx, actor.accountId, person.externalId)
    if (by && by.id !== personId)
      faults.push({ path: ['externalId'], reason: 'external-id-in-use', detail: named(by) })
  }
  return faults
}

async function templateFaults(
  tx: Tx,
  actor: Actor,
  person: JudgedPerson,
  personId: string | null,
): Promise<Fault[]> {
  if (person.templateId === null) return []
  const template = (await templatesOf(tx, actor.accountId)).find(one => one.id === person.templateId)
  if (!template) return [{ path: ['templateId'], reason: 'template-unknown' }]
  // An edit that leaves the template alone is judged by mayTouch.
  if (personId === null && !mayAssign(actor, template))
    return [{ path: ['templateId'], reason: 'template-not-assignable' }]
  return []
}

/** The company's id, making the company when it is new; null for none. */
export async function companyIdFor(tx: Tx, accountId: string, companyName: string | null) {
  return companyName === null ? null : await companyNamed(tx, accountId, companyName, newId())
}

import type { AddressVerdict, PersonInput } from '../../../contract/people.ts'
import { isTimeZone } from '../../../contract/places.ts'
import type { Fault } from '../../../contract/problems.ts'
import type { Tx } from '../../db/connect.ts'
import { cleanText } from '../../lib/clean-text.ts'
import { judgeEmail } from '../../lib/email-address.ts'
import { newId } from '../../lib/ids.ts'
import { judgePhone } from '../../lib/phone.ts'
import { record } from '../audit/index.ts'
import { type Actor, actedBy, templatesOf } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import { companyByName, companyNamed } from './companies/queries.ts'
import { mayAssign, mayEditCompanies } from './policy.ts'
import { activeUserWithEmail, personWithExternalId } from './queries.ts'

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
  timeZone: string | null
  isEmployee: boolean
}

/**
 * Cleans and judges a person as typed; collects every fault. A doubtful phone is kept with its verdict: only sending refuses it.
 *
 * @param before whose own e-mail and external id do not count as taken, and who may stay in their company; null when adding
 */
export async function judgeInput(
  tx: Tx,
  actor: Actor,
  input: PersonFields,
  before: { id: string; companyId: string | null } | null,
): Promise<{ person: JudgedPerson; faults: Fault[] }> {
  const personId = before?.id ?? null
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
    timeZone: input.timeZone,
    isEmployee: input.isEmployee,
  }
  const faults: Fault[] = []
  if (!person.firstName && !person.lastName) faults.push({ path: ['lastName'], reason: 'name-missing' })
  if (person.timeZone !== null && !isTimeZone(person.timeZone))
    faults.push({ path: ['timeZone'], reason: 'malformed' })
  if (email.verdict === 'malformed') faults.push({ path: ['email'], reason: 'email-malformed' })
  faults.push(
    ...(await takenFaults(tx, actor, person, personId)),
    ...(await templateFaults(tx, actor, person, personId)),
    ...(await companyFaults(tx, actor, person, before?.companyId ?? null)),
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
  // A contact does not sign in: whose address it is does not matter.
  if (person.email && person.templateId !== null) {
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

/** Nobody comes to work for a company that is inactive; who does already stays. */
async function companyFaults(
  tx: Tx,
  actor: Actor,
  { companyName }: JudgedPerson,
  companyId: string | null,
): Promise<Fault[]> {
  if (companyName === null) return []
  const company = await companyByName(tx, actor.accountId, companyName)
  // Made with its first person, by who may add companies.
  if (!company && !mayEditCompanies(actor)) return [{ path: ['companyName'], reason: 'company-unknown' }]
  if (company?.status !== 'inactive' || company.id === companyId) return []
  return [{ path: ['companyName'], reason: 'company-inactive', detail: { name: company.name } }]
}

/** The company of a name, made when it is new; null for none. */
export async function companyFor(tx: Tx, actor: Actor, companyName: string | null) {
  if (companyName === null) return null
  const newCompanyId = newId()
  const company = await companyNamed(tx, actor.accountId, companyName, newCompanyId)
  if (company.id === newCompanyId)
    await record(tx, actedBy(actor), 'company.added', { companyId: company.id, company: company.name })
  return company
}

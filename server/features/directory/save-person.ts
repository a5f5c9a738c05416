import type { FieldChange } from '../../../contract/audit.ts'
import type { ContactInput, PersonEdit, PersonInput } from '../../../contract/people.ts'
import type { Fault } from '../../../contract/problems.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { lockPeople } from '../bulk/index.ts'
import { suppressKnownAddresses } from '../delivery/index.ts'
import {
  type Actor,
  actedBy,
  defaultTemplateId,
  loadAnew,
  refuseUnless,
  refuseWithout,
  templatesOf,
} from '../permissions/index.ts'
import { lockAccount } from '../settings/index.ts'
import { companyFor, judgeInput, type PersonFields } from './judge-input.ts'
import { mayAssign, mayEditPeople, mayTouch } from './policy.ts'
import { insertPerson, personWithState, updatePerson } from './queries.ts'
import { versionOf } from './version.ts'

/** What else must happen, in the same transaction, when an address of users is another than before. */
export type AddressChangeListener = (tx: Tx, accountId: string, personIds: string[]) => Promise<void>
export type AddressListeners = {
  whenAddressChanges: AddressChangeListener[]
  whenPhoneChanges: AddressChangeListener[]
}

/** Adds a user; nobody is written to. @returns the new id @throws Problem faulty-input with all faults at once */
export async function addPerson(tx: Tx, actor: Actor, input: PersonInput): Promise<string> {
  const templateId = input.templateId ?? (await defaultTemplateId(tx, actor.accountId))
  // Only where an account has no default.
  const faults: Fault[] = templateId === null ? [{ path: ['templateId'], reason: 'template-unknown' }] : []
  return add(tx, actor, { ...input, templateId }, faults)
}

/** Adds a contact: without a template, as there is nothing to sign in to. @throws Problem faulty-input with all faults at once */
export const addContactPerson = (tx: Tx, actor: Actor, input: ContactInput): Promise<string> =>
  add(tx, actor, { ...input, templateId: null, language: null, timeZone: null }, [])

async function add(tx: Tx, actor: Actor, fields: PersonFields, known: Fault[]): Promise<string> {
  const { person, faults } = await judgeInput(tx, actor, fields, null)
  refuseFaults([...faults, ...known])
  const id = newId()
  await insertPerson(tx, actor.accountId, id, person, await companyFor(tx, actor, person.companyName))
  await suppressKnownAddresses(tx, actor.accountId, [id])
  await record(tx, actedBy(actor), 'person.added', {}, id)
  return id
}

/**
 * Edits a user; what the edit does not name stays. Editing an address never edits the login.
 *
 * A changed address ends a pending invitation (its listeners see to that) and clears an error. Nobody takes their own
 * rights away, so a Directory Admin is always left: the one who takes them from the others.
 * @param ifMatch version that the editor saw; null edits whatever is there
 * @throws Problem not-found, not-permitted, changed-meanwhile, faulty-input with all faults at once
 */
export async function editPerson(
  tx: Tx,
  actor: Actor,
  personId: string,
  edit: PersonEdit,
  { ifMatch, whenAddressChanges, whenPhoneChanges }: { ifMatch: string | null } & AddressListeners,
): Promise<void> {
  const { accountId } = actor
  // One change of who may do what at a time, by who still may: of two Admins who demote each other, one stays.
  if (edit.templateId !== undefined) await lockAccount(tx, accountId)
  await lockPeople(tx, accountId, [personId, actor.personId])
  const before = await personWithState(tx, accountId, personId)
  if (!before) throw new Problem('not-found')
  const editor = await loadAnew(tx, actor)
  if (!editor) throw new Problem('not-permitted')
  refuseUnless(editor, mayEditPeople)
  const templates = new Map((await templatesOf(tx, accountId)).map(one => [one.id, one]))
  const held = before.template_id === null ? undefined : templates.get(before.template_id)
  if (held && !mayTouch(editor, held)) refuseWithout(editor, ['directory.assign-any-template'])
  if (ifMatch !== null && ifMatch !== versionOf(before.changed_at)) throw new Problem('changed-meanwhile')

  const input = withEdit(asInput(before), edit)
  const isContactWithTemplate = before.kind === 'contact' && input.templateId !== null
  if (isContactWithTemplate) input.templateId = null
  const { person, faults } = await judgeInput(tx, editor, input, {
    id: personId,
    companyId: before.company_id,
  })
  const template = templates.get(person.templateId ?? '')
  if (isContactWithTemplate) faults.push({ path: ['templateId'], reason: 'contact-has-no-template' })
  else if (template && template.id !== before.template_id) {
    if (personId === editor.personId && template.directory_level !== 'admin')
      faults.push({ path: ['templateId'], reason: 'own-template' })
    else if (!mayAssign(editor, template))
      faults.push({ path: ['templateId'], reason: 'template-not-assignable' })
  }
  refuseFaults(faults)
  const isAddressNew = person.email !== before.email || person.phone !== before.phone
  if (person.email !== before.email)
    for (const listener of whenAddressChanges) await listener(tx, accountId, [personId])
  if (person.phone !== before.phone)
    for (const listener of whenPhoneChanges) await listener(tx, accountId, [personId])
  const company = await companyFor(tx, editor, person.companyName)
  await updatePerson(tx, accountId, personId, person, company, isAddressNew)
  await suppressKnownAddresses(tx, accountId, [personId])
  const changes = changesOf(
    asInput(before),
    { ...asInput(before), ...person },
    id => templates.get(id)?.name ?? id,
  )
  if (changes.length) await record(tx, actedBy(actor), 'person.changed', { changes }, personId)
}

/** What an edit made another, in the words of the form: a template by its name. */
function changesOf(
  before: PersonFields,
  after: PersonFields,
  templateName: (id: string) => string,
): FieldChange[] {
  const written = (field: keyof PersonFields, value: PersonFields[keyof PersonFields]) => {
    if (typeof value === 'boolean') return String(value)
    return value && field === 'templateId' ? templateName(value) : value || null
  }
  return (Object.keys(before) as (keyof PersonFields)[])
    .map(field => ({ field, from: written(field, before[field]), to: written(field, after[field]) }))
    .filter(({ from, to }) => from !== to)
}

const withEdit = (before: PersonFields, edit: PersonEdit): PersonFields =>
  Object.assign(before, Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined)))

function asInput(row: NonNullable<Awaited<ReturnType<typeof personWithState>>>): PersonFields {
  return {
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.phone,
    jobTitle: row.job_title,
    companyName: row.company_name,
    templateId: row.template_id,
    externalId: row.external_id,
    language: row.language as PersonInput['language'],
    timeZone: row.time_zone,
    isEmployee: row.is_employee,
  }
}

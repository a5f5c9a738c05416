import type { ContactInput } from '../../../../contract/people.ts'
import type { Fault } from '../../../../contract/problems.ts'
import type { Tx } from '../../../db/connect.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { lockPeople } from '../../bulk/index.ts'
import { type Actor, actedBy, refuseUnless } from '../../permissions/index.ts'
import { mayEditProjects } from '../policy.ts'
import { addContactPerson } from '../save-person.ts'
import { type SeenProject, seenProject } from './list-projects.ts'
import {
  endMembership,
  holdCompany,
  memberOf,
  personToAdd,
  projectTemplate,
  putMember,
} from './member-queries.ts'
import { mayAddContacts, mayGiveOnProject, mayRunProject } from './policy.ts'
import { lockProject } from './save-queries.ts'

/**
 * Puts a person on a project, or gives who is on it another template. Doing it twice is doing it once.
 *
 * A user of an inactive company stays off active projects: so a company that was inactivated never turns up on one.
 * @throws Problem not-found, not-permitted, faulty-input
 */
export async function putOnProject(
  tx: Tx,
  actor: Actor,
  projectId: string,
  personId: string,
  templateId: string | null,
): Promise<void> {
  const { accountId } = actor
  const project = await lockedProject(tx, actor, projectId)
  if (!mayRunProject(actor, project)) refuseUnless(actor, mayEditProjects)
  await lockPeople(tx, accountId, [personId])
  const person = await personToAdd(tx, accountId, personId)
  if (!person) throw new Problem('not-found')
  const before = await memberOf(tx, accountId, projectId, personId)
  const isThere = before !== undefined && before.ended_at === null
  const template = templateId === null ? null : await projectTemplate(tx, accountId, templateId)
  refuseFaults([
    ...(isThere ? [] : await whyNotAdd(tx, accountId, project, person)),
    ...templateFaults(actor, templateId, template, before?.template_id ?? null),
  ])
  if (isThere && before.template_id === templateId) return
  await putMember(tx, accountId, projectId, personId, templateId)
  const by = actedBy(actor)
  const detail = { projectId, project: project.name, template: template?.name ?? null }
  if (!isThere) return record(tx, by, 'project.person-added', detail, personId)
  const former = before.template_id && (await projectTemplate(tx, accountId, before.template_id))
  const from = former ? former.name : null
  await record(tx, by, 'project.person-changed', { ...detail, from }, personId)
}

type Addable = NonNullable<Awaited<ReturnType<typeof personToAdd>>>

async function whyNotAdd(tx: Tx, accountId: string, project: SeenProject, person: Addable): Promise<Fault[]> {
  const name = `${person.first_name} ${person.last_name}`.trim()
  const faults: Fault[] = []
  if (project.status === 'closed') faults.push({ path: [], reason: 'project-closed' })
  if (person.status === 'inactive')
    faults.push({ path: ['personId'], reason: 'not-active', detail: { name } })
  if (person.kind === 'user' && person.company_id !== null) {
    const status = await holdCompany(tx, accountId, person.company_id)
    if (status === 'inactive')
      faults.push({ path: ['personId'], reason: 'company-inactive', detail: { name: person.company ?? '' } })
  }
  return faults
}

function templateFaults(
  actor: Actor,
  templateId: string | null,
  template: Awaited<ReturnType<typeof projectTemplate>> | null,
  heldId: string | null,
): Fault[] {
  if (templateId === null || templateId === heldId) return []
  if (!template) return [{ path: ['templateId'], reason: 'template-unknown' }]
  return mayGiveOnProject(actor, template)
    ? []
    : [{ path: ['templateId'], reason: 'template-not-assignable' }]
}

/** Takes a person off a project; who is not on it stays off. @throws Problem not-found, not-permitted */
export async function takeOffProject(
  tx: Tx,
  actor: Actor,
  projectId: string,
  personId: string,
): Promise<void> {
  const project = await lockedProject(tx, actor, projectId)
  if (!mayRunProject(actor, project)) refuseUnless(actor, mayEditProjects)
  const before = await memberOf(tx, actor.accountId, projectId, personId)
  if (!before) throw new Problem('not-found')
  if (before.ended_at !== null) return
  await endMembership(tx, actor.accountId, projectId, personId)
  const detail = { projectId, project: project.name }
  await record(tx, actedBy(actor), 'project.person-removed', detail, personId)
}

/**
 * Makes a contact on a project, as its tools do: this is how contacts come to be. They stand in the project's directory and
 * in that of the company. Source: seed 003.
 *
 * @returns the new id @throws Problem not-found, not-permitted, faulty-input with all faults at once
 */
export async function addContact(
  tx: Tx,
  actor: Actor,
  projectId: string,
  input: ContactInput,
): Promise<string> {
  const project = await lockedProject(tx, actor, projectId)
  if (!mayAddContacts(actor, project)) refuseUnless(actor, mayEditProjects)
  if (project.status === 'closed') refuseFaults([{ path: [], reason: 'project-closed' }])
  const id = await addContactPerson(tx, actor, input)
  await putMember(tx, actor.accountId, projectId, id, null)
  const detail = { projectId, project: project.name, template: null }
  await record(tx, actedBy(actor), 'project.person-added', detail, id)
  return id
}

async function lockedProject(tx: Tx, actor: Actor, projectId: string): Promise<SeenProject> {
  await lockProject(tx, actor.accountId, projectId)
  return seenProject(tx, actor, projectId)
}

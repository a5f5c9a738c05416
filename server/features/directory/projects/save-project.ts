import type { FieldChange } from '../../../../contract/audit.ts'
import type { Fault } from '../../../../contract/problems.ts'
import type { ProjectEdit, ProjectInput } from '../../../../contract/projects.ts'
import type { Tx } from '../../../db/connect.ts'
import { cleanText } from '../../../lib/clean-text.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { type Actor, actedBy } from '../../permissions/index.ts'
import { versionOf } from '../version.ts'
import { seenProject } from './list-projects.ts'
import { insertProject, lockProject, projectLike, updateProject } from './save-queries.ts'

/** @returns the new id @throws Problem faulty-input with all faults at once */
export async function addProject(tx: Tx, actor: Actor, input: ProjectInput): Promise<string> {
  const project = cleaned(input)
  refuseFaults(await faultsOf(tx, actor, project, null))
  const id = newId()
  await insertProject(tx, actor.accountId, id, project)
  await record(tx, actedBy(actor), 'project.added', { projectId: id, project: project.name })
  return id
}

/** Edits, closes or reopens a project; everybody stays on it. @throws Problem not-found, changed-meanwhile, faulty-input */
export async function editProject(
  tx: Tx,
  actor: Actor,
  projectId: string,
  edit: ProjectEdit,
  ifMatch: string | null,
): Promise<void> {
  await lockProject(tx, actor.accountId, projectId)
  const before = await seenProject(tx, actor, projectId)
  if (ifMatch !== null && ifMatch !== versionOf(before.changed_at)) throw new Problem('changed-meanwhile')
  const after = {
    ...cleaned({
      name: edit.name ?? before.name,
      number: edit.number === undefined ? before.number : edit.number,
    }),
    status: edit.status ?? before.status,
  }
  refuseFaults(await faultsOf(tx, actor, after, projectId))
  const changes = (['name', 'number', 'status'] as const)
    .map((field): FieldChange => ({ field, from: before[field], to: after[field] }))
    .filter(({ from, to }) => from !== to)
  if (!changes.length) return
  await updateProject(tx, actor.accountId, projectId, after)
  await record(tx, actedBy(actor), 'project.changed', { projectId, project: after.name, changes })
}

const cleaned = ({ name, number }: ProjectInput) => ({
  name: cleanText(name),
  number: cleanText(number ?? '') || null,
})

async function faultsOf(
  tx: Tx,
  actor: Actor,
  project: { name: string; number: string | null },
  projectId: string | null,
): Promise<Fault[]> {
  if (!project.name) return [{ path: ['name'], reason: 'required' }]
  const others = await projectLike(tx, actor.accountId, project, projectId)
  return others.map(other =>
    other.has_name
      ? { path: ['name'], reason: 'project-name-in-use' }
      : { path: ['number'], reason: 'project-number-in-use', detail: { name: other.name } },
  )
}

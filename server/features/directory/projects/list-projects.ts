import type { Page } from '../../../../contract/paging.ts'
import type { PeopleFilter, PeopleSort } from '../../../../contract/people.ts'
import type { ProjectCard, ProjectPerson, ProjectRow, ProjectsQuery } from '../../../../contract/projects.ts'
import type { Tx } from '../../../db/connect.ts'
import { cutPage, fromCursor } from '../../../db/keyset.ts'
import { Problem } from '../../../lib/problem.ts'
import { type Actor, refuseUnless, refuseWithout } from '../../permissions/index.ts'
import { listPeople } from '../list-people.ts'
import { mayEditPeople, mayEditProjects, mayExport, neededForDetail } from '../policy.ts'
import { versionOf } from '../version.ts'
import { templatesOnProject } from './member-queries.ts'
import { mayAddContacts, mayReactivateOn, mayRunProject, maySeeInactiveOf } from './policy.ts'
import { countProjects, pageOfProjects, projectFor } from './queries.ts'

/** The projects that somebody may see: their own, or all. */
export async function listProjects(tx: Tx, actor: Actor, query: ProjectsQuery): Promise<Page<ProjectRow>> {
  const { limit, cursor, sort, ...filter } = query
  const after = cursor ? fromCursor(cursor, 'text', 'id') : null
  const rows = await pageOfProjects(tx, actor, { filter, sort, after, limit })
  return cutPage(
    rows,
    limit,
    row => [row.sort_key, row.id],
    ({ sort_key: _key, ...row }) => row,
  )
}

export async function countOfProjects(tx: Tx, actor: Actor): Promise<{ active: number; closed: number }> {
  const rows = await countProjects(tx, actor)
  const count = (status: string) => rows.find(row => row.status === status)?.count ?? 0
  return { active: count('active'), closed: count('closed') }
}

export type SeenProject = NonNullable<Awaited<ReturnType<typeof projectFor>>>

/** @throws Problem not-found where there is no such project for this actor */
export async function seenProject(tx: Tx, actor: Actor, projectId: string): Promise<SeenProject> {
  const project = await projectFor(tx, actor, projectId)
  if (!project) throw new Problem('not-found')
  return project
}

/** A list that is narrowed to a project is for who may see that. @throws Problem not-found */
export async function mustSeeProject(
  tx: Tx,
  actor: Actor,
  { project }: { project?: string | undefined },
): Promise<void> {
  if (project) await seenProject(tx, actor, project)
}

export async function projectCard(tx: Tx, actor: Actor, projectId: string): Promise<ProjectCard> {
  const seen = await seenProject(tx, actor, projectId)
  const { created_at, changed_at, directory_level: _level, is_member: _isMember, ...project } = seen
  const isOpen = project.status === 'active'
  return {
    ...project,
    createdAt: created_at.toISOString(),
    version: versionOf(changed_at),
    may: {
      edit: mayEditProjects(actor),
      addPeople: mayRunProject(actor, seen),
      addContacts: isOpen && mayAddContacts(actor, seen),
      seeInactive: maySeeInactiveOf(actor, seen),
      reactivate: mayReactivateOn(actor, seen),
      export: mayExport(actor),
    },
  }
}

/** A project whose people of that status this actor may see, found by that. @throws Problem not-found, not-permitted */
export async function seenPeopleOf(
  tx: Tx,
  actor: Actor,
  projectId: string,
  query: Pick<PeopleFilter, 'status' | 'email' | 'phone'> & { sort: PeopleSort },
): Promise<void> {
  const project = await seenProject(tx, actor, projectId)
  refuseWithout(actor, neededForDetail(query))
  const mayAsk = query.status === 'active' || maySeeInactiveOf(actor, project)
  if (!mayAsk) refuseUnless(actor, mayEditPeople)
}

/** A page of a project's directory, with what each may do there. @throws Problem not-found, not-permitted */
export async function listProjectPeople(
  tx: Tx,
  actor: Actor,
  projectId: string,
  query: Omit<PeopleFilter, 'project'> & { limit: number; cursor?: string | undefined; sort: PeopleSort },
): Promise<Page<ProjectPerson>> {
  await seenPeopleOf(tx, actor, projectId, query)
  const page = await listPeople(tx, actor, { ...query, project: projectId })
  const ids = page.items.map(({ id }) => id)
  const templates = new Map(
    (await templatesOnProject(tx, actor.accountId, projectId, ids)).map(({ person_id, ...template }) => [
      person_id,
      template,
    ]),
  )
  return {
    ...page,
    items: page.items.map(person => ({ ...person, projectTemplate: templates.get(person.id) ?? null })),
  }
}

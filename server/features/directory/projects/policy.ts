import type { PermissionLevel } from '../../../../contract/permissions.ts'
import type { Actor } from '../../permissions/index.ts'
import { mayEditPeople, mayEditProjects } from '../policy.ts'

/** What somebody's template of a project says; null where they have none there. */
export type ProjectLevel = PermissionLevel | null

/** Who looks after a project's directory: a company Admin, or an Admin of this one project. */
export const mayRunProject = (actor: Actor, level: ProjectLevel): boolean =>
  mayEditProjects(actor) || level === 'admin'

/** A project tool makes contacts for whoever works with it. Source: seed 003. */
export const mayAddContacts = (actor: Actor, level: ProjectLevel): boolean =>
  mayRunProject(actor, level) || mayEditPeople(actor) || level === 'standard'

export const maySeeInactiveOf = (actor: Actor, level: ProjectLevel): boolean =>
  mayRunProject(actor, level) || mayEditPeople(actor)

/** An Admin of one project gives what is assignable; a company Admin gives any. */
export const mayGiveOnProject = (
  actor: Actor,
  template: { is_assignable: boolean; directory_level: string },
): boolean => mayEditProjects(actor) || (template.is_assignable && template.directory_level !== 'admin')

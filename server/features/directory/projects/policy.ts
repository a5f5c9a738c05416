import type { PermissionLevel, ProjectAbility } from '../../../../contract/permissions.ts'
import { type Actor, letsOnProject } from '../../permissions/index.ts'
import { mayEditPeople, mayEditProjects, mayReactivateUsers, mayViewDirectory } from '../policy.ts'

/** What somebody is on a project: whether they are on it, and what their template of it says, if they have one there. */
export type Standing = { is_member: boolean; directory_level: PermissionLevel | null }

/** Whose memberships count: with a key that has no look at the directory, nobody's. */
export const memberActing = (actor: Actor): string | null =>
  actor.scopes && !mayViewDirectory(actor) ? null : actor.personId

/** What a template of a project lets its holder do there. */
const lets = ({ is_member, directory_level }: Standing, ability: ProjectAbility): boolean =>
  is_member && letsOnProject(directory_level, ability)

/** Who looks after a project's directory: a company Admin, or an Admin of this one project. */
export const mayRunProject = (actor: Actor, standing: Standing): boolean =>
  mayEditProjects(actor) || lets(standing, 'on-project.run')

/** A project tool makes contacts for whoever works with it. Source: seed 003. */
export const mayAddContacts = (actor: Actor, standing: Standing): boolean =>
  mayRunProject(actor, standing) ||
  (standing.is_member && mayEditPeople(actor)) ||
  lets(standing, 'on-project.add-contacts')

/** An Admin of one project brings its members back to it, while it goes on. Source: seed 002, product.md section 4. */
export const mayReactivateOn = (
  actor: Actor,
  standing: Standing & { status: 'active' | 'closed' },
): boolean =>
  mayReactivateUsers(actor) || (standing.status === 'active' && lets(standing, 'on-project.reactivate'))

export const maySeeInactiveOf = (actor: Actor, standing: Standing): boolean =>
  mayEditProjects(actor) || mayEditPeople(actor) || lets(standing, 'on-project.see-inactive')

/** An Admin of one project gives what is assignable; a company Admin gives any. */
export const mayGiveOnProject = (
  actor: Actor,
  template: { is_assignable: boolean; directory_level: string },
): boolean => mayEditProjects(actor) || (template.is_assignable && template.directory_level !== 'admin')

import type { CompaniesFilter } from '../../../contract/companies.ts'
import type { PeopleFilter } from '../../../contract/people.ts'
import type { Permission } from '../../../contract/permissions.ts'
import { type Actor, may, needs } from '../permissions/index.ts'

export const mayViewDirectory = needs('directory.view')

export const mayEditPeople = needs('directory.create-and-edit-users')

export const mayReactivateUsers = needs('directory.reactivate-users')

export const mayViewTemplates = needs('directory.view-templates')

/** Whether somebody sees more of people than their name and company. Of themselves everybody does. */
export const mayViewUserDetail = needs('directory.view-user-detail')
export const isOneself = (actor: Actor, personId: string): boolean => personId === actor.personId
export const mayViewDetailOf = (actor: Actor, personId: string): boolean =>
  isOneself(actor, personId) || mayViewUserDetail(actor)

/** Whether somebody sees a person of that status: the inactive are for who may edit people. Source: product.md section 4. */
export const maySee = (actor: Actor, status: PeopleFilter['status']): boolean =>
  mayViewDirectory(actor) && (status === 'active' || mayEditPeople(actor))

/** The same of companies: the inactive are for who may edit companies. */
export const mayViewCompanies = (actor: Actor, status: CompaniesFilter['status']): boolean =>
  neededForCompanies(status).every(permission => may(actor, permission))

export const neededForCompanies = (status: CompaniesFilter['status']): Permission[] => [
  'directory.view',
  ...when(status === 'inactive', mayEditCompanies.needs),
]

export const mayEditCompanies = needs('companies.create-and-edit')

/** Reactivating a company, and making two one, is for company Admins. */
export const mayMergeCompanies = needs('companies.reactivate-and-merge')

/** A company's card beyond its name. */
export const mayOpenCompanies = needs('directory.view-company-detail')

export const mayExport = needs('directory.export')

export const mayViewAllProjects = needs('projects.view-all')

export const mayEditProjects = needs('projects.edit')

export const mayEditGroups = needs('groups.edit')

/** Nobody finds people by what they may not read of them. */
export const neededForDetail = ({
  email,
  phone,
  sort,
}: Pick<PeopleFilter, 'email' | 'phone'> & { sort?: string }): Permission[] =>
  when(Boolean(email || phone || sort?.endsWith('email')), mayViewUserDetail.needs)

/** What somebody must be permitted to learn whom a filter finds, and in which order. */
export const neededToFilter = (filter: PeopleFilter & { sort?: string }): Permission[] => [
  'directory.view',
  ...when(filter.status === 'inactive', mayEditPeople.needs),
  ...when(filter.template !== undefined, mayViewTemplates.needs),
  // Members ask for the people of their project by its own address.
  ...when(filter.project !== undefined, mayViewAllProjects.needs),
  ...neededForDetail(filter),
]
const when = (isSo: boolean, permission: Permission) => (isSo ? [permission] : [])

export const mayFilter = (actor: Actor, filter: PeopleFilter): boolean =>
  neededToFilter(filter).every(permission => may(actor, permission))

type Template = { is_assignable: boolean; directory_level: string; archived_at: Date | null }

/**
 * Holders of the granular permission give only what is assignable, and never make an Admin; what is archived nobody gives.
 * Source: product.md section 4.
 */
export const mayAssign = (actor: Actor, template: Template): boolean =>
  template.archived_at === null &&
  (may(actor, 'directory.assign-any-template') ||
    (mayEditPeople(actor) && template.is_assignable && template.directory_level !== 'admin'))

/** Nobody but a company Admin touches a company Admin. */
export const mayTouch = (actor: Actor, template: Pick<Template, 'directory_level'>): boolean =>
  may(actor, 'directory.assign-any-template') || template.directory_level !== 'admin'

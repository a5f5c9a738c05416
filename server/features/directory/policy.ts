import type { CompaniesFilter } from '../../../contract/companies.ts'
import type { PeopleFilter } from '../../../contract/people.ts'
import { type Actor, may } from '../permissions/index.ts'

export const mayViewDirectory = (actor: Actor): boolean => may(actor, 'directory.view')

export const mayEditPeople = (actor: Actor): boolean => may(actor, 'directory.create-and-edit-users')

export const mayViewTemplates = (actor: Actor): boolean => may(actor, 'directory.view-templates')

/** Whether somebody sees a person of that status: the inactive are for who may edit people. Source: product.md section 4. */
export const maySee = (actor: Actor, status: PeopleFilter['status']): boolean =>
  mayViewDirectory(actor) && (status === 'active' || mayEditPeople(actor))

/** The same of companies: the inactive are for who may edit companies. */
export const mayViewCompanies = (actor: Actor, status: CompaniesFilter['status']): boolean =>
  mayViewDirectory(actor) && (status === 'active' || mayEditCompanies(actor))

export const mayEditCompanies = (actor: Actor): boolean => may(actor, 'companies.create-and-edit')

/** Whether somebody may learn whom a filter finds. */
export const mayFilter = (actor: Actor, { status, template }: PeopleFilter): boolean =>
  maySee(actor, status) && (template === undefined || mayViewTemplates(actor))

type Template = { is_assignable: boolean; directory_level: string }

/** Holders of the granular permission give only what is assignable. Source: product.md section 4. */
export const mayAssign = (actor: Actor, template: Template): boolean =>
  may(actor, 'directory.assign-any-template') || (mayEditPeople(actor) && template.is_assignable)

/** Nobody but a company Admin touches a company Admin. */
export const mayTouch = (actor: Actor, template: Template): boolean =>
  may(actor, 'directory.assign-any-template') || template.directory_level !== 'admin'

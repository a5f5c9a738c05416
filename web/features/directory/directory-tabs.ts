import type { CompaniesFilter } from '../../../contract/companies.ts'
import type { PeopleFilter } from '../../../contract/people.ts'

/** The tabs that list people, each with the part of the filter that it stands for. */
export const PEOPLE_TABS = {
  users: { kind: 'user', status: 'active' },
  contacts: { kind: 'contact', status: 'active' },
  'inactive-users': { kind: 'user', status: 'inactive' },
  'inactive-contacts': { kind: 'contact', status: 'inactive' },
} satisfies Record<string, Pick<PeopleFilter, 'kind' | 'status'>>
export type PeopleTab = keyof typeof PEOPLE_TABS

/** The same of companies. */
export const COMPANY_TABS = {
  companies: { status: 'active' },
  'inactive-companies': { status: 'inactive' },
} satisfies Record<string, Pick<CompaniesFilter, 'status'>>
export type CompanyTab = keyof typeof COMPANY_TABS

/** In the order in which they stand. */
export const DIRECTORY_TABS = [
  'users',
  'contacts',
  'companies',
  'distribution-groups',
  'inactive-users',
  'inactive-contacts',
  'inactive-companies',
] as const
export type DirectoryTab = (typeof DIRECTORY_TABS)[number]

export const isDirectoryTab = (value: string): value is DirectoryTab =>
  (DIRECTORY_TABS as readonly string[]).includes(value)
export const isPeopleTab = (tab: DirectoryTab): tab is PeopleTab => tab in PEOPLE_TABS
export const isCompanyTab = (tab: DirectoryTab): tab is CompanyTab => tab in COMPANY_TABS

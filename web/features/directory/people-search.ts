import { type CompanySort, companySorts } from '../../../contract/companies.ts'
import { type GroupSort, groupSorts } from '../../../contract/groups.ts'
import {
  type InvitationFilter,
  type PeopleFilter,
  type PeopleSort,
  peopleSorts,
} from '../../../contract/people.ts'
import type { ProjectSort } from '../../../contract/projects.ts'
import { isId } from '../../plain-search.ts'
import { PEOPLE_TABS, type PeopleTab } from './directory-tabs.ts'

const TEXTS = [
  'q',
  'name',
  'email',
  'phone',
  'companyName',
  'company',
  'template',
  'group',
  'city',
  'trade',
  'columns',
  'cursor',
] as const

/** Which of them name something: what is no id names nothing. */
const IDS = ['company', 'template', 'group'] as const

/** The orders that lists know; each takes of them what is its own. */
export type ListSort = PeopleSort | CompanySort | GroupSort | ProjectSort

/** What the address of a list carries, so that back, reload and sharing keep it: its filter, order, columns and page. */
export interface PeopleSearch extends Partial<Record<(typeof TEXTS)[number], string | undefined>> {
  invitation?: InvitationFilter | undefined
  employee?: 'yes' | 'no' | undefined
  unconfirmed?: 'yes' | undefined
  by?: 'company' | undefined
  sort?: ListSort | undefined
  /** Rows before this page; only for the words "51–100". */
  from?: number | undefined
  /** What somebody came here to do: the list then says how. */
  task?: 'prequalify' | undefined
}

const INVITATION: readonly string[] = [
  'invited',
  'not-invited',
  'waiting',
  'error',
] satisfies InvitationFilter[]
const SORTS: readonly string[] = [...peopleSorts, ...companySorts, ...groupSorts]

/** Takes what is understood out of an address, and leaves out the rest. */
export function peopleSearch(raw: Record<string, unknown>): PeopleSearch {
  const search: PeopleSearch = {}
  for (const name of TEXTS) {
    const value = raw[name]
    if (typeof value === 'string' && value.trim()) search[name] = value
  }
  for (const name of IDS) if (search[name] && !isId(search[name])) delete search[name]
  if (INVITATION.includes(String(raw.invitation))) search.invitation = raw.invitation as InvitationFilter
  if (raw.employee === 'yes' || raw.employee === 'no') search.employee = raw.employee
  if (raw.unconfirmed === 'yes') search.unconfirmed = raw.unconfirmed
  if (raw.by === 'company') search.by = 'company'
  if (SORTS.includes(String(raw.sort))) search.sort = raw.sort as PeopleSearch['sort']
  if (raw.task === 'prequalify') search.task = raw.task
  const from = Number(raw.from)
  if (Number.isInteger(from) && from > 0) search.from = from
  return search
}

/** The filter of the API for a tab of people and its address. */
export function filterOf(tab: PeopleTab, search: PeopleSearch): PeopleFilter {
  const {
    invitation = 'all',
    unconfirmed,
    employee,
    q,
    name,
    email,
    phone,
    companyName,
    company,
    template,
    group,
  } = search
  return {
    ...PEOPLE_TABS[tab],
    invitation,
    ...given({ unconfirmed, employee, q, name, email, phone, companyName, company, template, group }),
  }
}

/** Rows that are grouped by company stand in its order. */
export const peopleSortOf = ({ sort = 'name', by }: PeopleSearch): PeopleSort => {
  if (by === 'company') return 'company'
  return (peopleSorts as readonly string[]).includes(sort) ? (sort as PeopleSort) : 'name'
}

/** Only what there is. */
export const given = <Part extends object>(part: Part): Part =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Part

export function sortShown(sort: string) {
  const isDescending = sort.startsWith('-')
  return { column: isDescending ? sort.slice(1) : sort, isDescending }
}

export const NO_FILTER: Partial<PeopleSearch> = {
  invitation: undefined,
  employee: undefined,
  unconfirmed: undefined,
  q: undefined,
  name: undefined,
  email: undefined,
  phone: undefined,
  companyName: undefined,
  company: undefined,
  template: undefined,
  group: undefined,
  city: undefined,
  trade: undefined,
}

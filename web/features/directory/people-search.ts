import type { InvitationFilter, PeopleFilter, PeopleSort } from '../../../contract/people.ts'
import { DIRECTORY_TABS, type DirectoryTab } from './directory-tabs.ts'

/** What the address of the list carries, so that back, reload and sharing keep it. */
export interface PeopleSearch {
  invitation?: InvitationFilter | undefined
  q?: string | undefined
  name?: string | undefined
  email?: string | undefined
  phone?: string | undefined
  companyName?: string | undefined
  company?: string | undefined
  template?: string | undefined
  sort?: PeopleSort | undefined
  cursor?: string | undefined
  /** Rows before this page; only for the words "51–100". */
  from?: number | undefined
  /** What somebody came here to do: the list then says how. */
  task?: 'prequalify' | undefined
}

const TEXTS = ['q', 'name', 'email', 'phone', 'companyName', 'company', 'template', 'cursor'] as const
const INVITATION: readonly string[] = [
  'invited',
  'not-invited',
  'waiting',
  'error',
] satisfies InvitationFilter[]
const SORTS: readonly string[] = [
  'name',
  '-name',
  'email',
  '-email',
  'company',
  '-company',
] satisfies PeopleSort[]

/** Takes what is understood out of an address, and leaves out the rest. */
export function peopleSearch(raw: Record<string, unknown>): PeopleSearch {
  const search: PeopleSearch = {}
  for (const name of TEXTS) {
    const value = raw[name]
    if (typeof value === 'string' && value.trim()) search[name] = value
  }
  if (INVITATION.includes(String(raw.invitation))) search.invitation = raw.invitation as InvitationFilter
  if (SORTS.includes(String(raw.sort))) search.sort = raw.sort as PeopleSort
  if (raw.task === 'prequalify') search.task = raw.task
  const from = Number(raw.from)
  if (Number.isInteger(from) && from > 0) search.from = from
  return search
}

/** The filter of the API for a tab and its address. */
export function filterOf(tab: DirectoryTab, search: PeopleSearch): PeopleFilter {
  const { sort: _sort, cursor: _cursor, from: _from, task: _task, invitation = 'all', ...rest } = search
  return { ...DIRECTORY_TABS[tab], invitation, ...rest } as PeopleFilter
}

/** The narrowing parts of a filter, in a fixed order, as one comparable text. */
export const sameFilter = (a: PeopleFilter, b: PeopleFilter): boolean => fingerprint(a) === fingerprint(b)

const fingerprint = (filter: PeopleFilter): string =>
  JSON.stringify(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined && value !== '')
      .sort(([a], [b]) => a.localeCompare(b)),
  )

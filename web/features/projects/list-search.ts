import { companySorts } from '../../../contract/companies.ts'
import { peopleSorts } from '../../../contract/people.ts'
import { projectSorts } from '../../../contract/projects.ts'
import type { ListSort } from '../directory/people-search.ts'

const SORTS: readonly string[] = [...peopleSorts, ...companySorts, ...projectSorts]

/** What the address of a simple list carries. */
export interface ListSearch {
  status?: 'closed' | undefined
  q?: string | undefined
  sort?: ListSort | undefined
  cursor?: string | undefined
  /** Rows before this page; only for the words "51–100". */
  from?: number | undefined
}

/** Takes what is understood out of an address, and leaves out the rest. */
export function listSearch(raw: Record<string, unknown>): ListSearch {
  const search: ListSearch = {}
  for (const name of ['q', 'cursor'] as const) {
    const value = raw[name]
    if (typeof value === 'string' && value.trim()) search[name] = value
  }
  if (SORTS.includes(String(raw.sort))) search.sort = raw.sort as ListSort
  if (raw.status === 'closed') search.status = 'closed'
  const from = Number(raw.from)
  if (Number.isInteger(from) && from > 0) search.from = from
  return search
}

import { type OpenItemFilter, openItemTools } from '../../../contract/open-items.ts'
import { isId } from '../../plain-search.ts'

/** What the address of the Assignment Report carries. */
export interface AssignmentSearch {
  q?: string | undefined
  tool?: OpenItemFilter['tool']
  role?: OpenItemFilter['role']
  person?: string | undefined
  company?: string | undefined
  project?: string | undefined
  inactiveOnly?: true | undefined
  overdue?: true | undefined
  /** Persons with their counts, in place of item by item. */
  by?: 'person' | undefined
  order?: 'due' | undefined
  cursor?: string | undefined
}

const TEXTS = ['q', 'role', 'person', 'company', 'project', 'cursor'] as const
const IDS = ['person', 'company', 'project'] as const

/** Takes what is understood out of an address, and leaves out the rest. */
export function assignmentSearch(raw: Record<string, unknown>): AssignmentSearch {
  const search: Record<string, unknown> = {}
  for (const name of TEXTS) if (typeof raw[name] === 'string' && raw[name]) search[name] = raw[name]
  for (const name of IDS) if (!isId(String(search[name]))) delete search[name]
  if (openItemTools.some(tool => tool === raw.tool)) search.tool = raw.tool
  for (const name of ['inactiveOnly', 'overdue']) if (String(raw[name]) === 'true') search[name] = true
  if (raw.by === 'person') search.by = 'person'
  if (raw.order === 'due') search.order = 'due'
  return search
}

export function filterOf({
  by: _by,
  order: _order,
  cursor: _cursor,
  ...filter
}: AssignmentSearch): OpenItemFilter {
  return filter
}

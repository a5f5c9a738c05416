import type { PrequalificationsQuery } from '../../../../contract/prequalification/prequalifications.ts'
import type { FormState, ShownStatus } from '../../../../contract/prequalification/statuses.ts'

export const STATUSES = [
  'not_assigned',
  'qualified',
  'qualified_with_exceptions',
  'not_qualified',
  'expired',
] as const satisfies ShownStatus[]
export const FORM_STATES = [
  'invited',
  'in_progress',
  'submitted',
  'changes_requested',
  'reviewed',
] as const satisfies FormState[]
/** What wants somebody's attention. */
export const NEEDS = ['expiring', 'overdue'] as const
export type Need = (typeof NEEDS)[number]

type Sort = PrequalificationsQuery['sort']
const SORTS = ['company', '-company', 'expires', '-expires'] as const satisfies Sort[]

/** What the address of the list carries, so that back, reload and sharing keep it. */
export interface PrequalificationsSearch {
  status?: ShownStatus | undefined
  form?: FormState | undefined
  trade?: string | undefined
  q?: string | undefined
  expiring?: 'true' | undefined
  overdue?: 'true' | undefined
  sort?: Sort | undefined
  cursor?: string | undefined
  /** Rows before this page; only for the words "51–100". */
  from?: number | undefined
}

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find(one => one === value)
const text = (value: unknown) => (typeof value === 'string' && value.trim() ? value : undefined)

/** Takes what is understood out of an address, and leaves out the rest. */
export function prequalificationsSearch(raw: Record<string, unknown>): PrequalificationsSearch {
  const from = Number(raw.from)
  return {
    status: oneOf(STATUSES, raw.status),
    form: oneOf(FORM_STATES, raw.form),
    trade: text(raw.trade),
    q: text(raw.q),
    expiring: oneOf(['true'], raw.expiring),
    overdue: oneOf(['true'], raw.overdue),
    sort: oneOf(SORTS, raw.sort),
    cursor: text(raw.cursor),
    from: Number.isInteger(from) && from > 0 ? from : undefined,
  }
}

/** The filter of the API: the address without order and page. */
export const filterIn = ({ sort: _sort, cursor: _cursor, from: _from, ...filter }: PrequalificationsSearch) =>
  filter

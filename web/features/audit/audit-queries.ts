import { queryOptions } from '@tanstack/react-query'
import type { AuditEntry } from '../../../contract/audit.ts'
import type { Page } from '../../../contract/paging.ts'
import { api } from '../../api.ts'

/** What the address of the page carries. */
export type AuditSearch = {
  event?: string | undefined
  person?: string | undefined
  run?: string | undefined
  /** The first day and the last, in the zone of who reads. */
  from?: string | undefined
  until?: string | undefined
  cursor?: string | undefined
}

/** The search as the API has it: days as moments. */
export const auditFilter = ({ cursor: _, from, until, ...only }: AuditSearch) => ({
  ...only,
  from: from && beginOf(from, 0),
  until: until && beginOf(until, 1),
})

/** A day later by the calendar: not every day has 24 hours. */
function beginOf(day: string, daysLater: number): string {
  const at = new Date(`${day}T00:00`)
  at.setDate(at.getDate() + daysLater)
  return at.toISOString()
}

export const auditPage = (search: AuditSearch) =>
  queryOptions({
    queryKey: ['audit', search],
    queryFn: ({ signal }) =>
      api.get<Page<AuditEntry>>(
        '/audit-events',
        { ...auditFilter(search), cursor: search.cursor, limit: 50 },
        signal,
      ),
  })

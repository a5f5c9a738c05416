import { queryOptions } from '@tanstack/react-query'
import type { AuditEntry } from '../../../contract/audit.ts'
import type { Page } from '../../../contract/paging.ts'
import { api } from '../../api.ts'

/** What the address of the page carries. */
export type AuditSearch = {
  event?: string | undefined
  person?: string | undefined
  run?: string | undefined
  cursor?: string | undefined
}

export const auditPage = (search: AuditSearch) =>
  queryOptions({
    queryKey: ['audit', search],
    queryFn: ({ signal }) => api.get<Page<AuditEntry>>('/audit-events', { ...search, limit: 50 }, signal),
  })

import { queryOptions } from '@tanstack/react-query'
import type { BulkActionOffer } from '../../../contract/bulk-actions.ts'
import type { Page } from '../../../contract/paging.ts'
import type { RunNotices } from '../../../contract/run-notices.ts'
import type { Run, RunItem, RunOutcome } from '../../../contract/runs.ts'
import { api } from '../../api.ts'

export const bulkActionOffers = queryOptions({
  queryKey: ['bulk-actions'],
  queryFn: ({ signal }) => api.get<{ items: BulkActionOffer[] }>('/bulk-actions', {}, signal),
  staleTime: 60_000,
})

export const runKey = (id: string) => ['runs', 'one', id]

export const runsPage = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['runs', 'page', cursor ?? null],
    queryFn: ({ signal }) => api.get<Page<Run>>('/runs', { cursor, limit: 50 }, signal),
  })

/** Runs of one's own that are over and whose end was not seen yet. */
export const runNotices = queryOptions({
  queryKey: ['run-notices'],
  queryFn: ({ signal }) => api.get<RunNotices>('/run-notices', {}, signal),
})

export const runItems = (
  id: string,
  outcome: RunOutcome | undefined,
  reason: string | undefined,
  cursor: string | undefined,
) =>
  queryOptions({
    queryKey: ['runs', 'items', id, outcome ?? null, reason ?? null, cursor ?? null],
    queryFn: ({ signal }) =>
      api.get<Page<RunItem>>(`/runs/${id}/items`, { outcome, reason, cursor, limit: 50 }, signal),
  })

export const isOver = (run: Run): boolean => run.state === 'completed' || run.state === 'cancelled'

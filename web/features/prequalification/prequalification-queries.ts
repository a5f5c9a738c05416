import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Page } from '../../../contract/paging.ts'
import type {
  PrequalificationCounts,
  PrequalificationRow,
  PrequalificationView,
  toReview,
} from '../../../contract/prequalification/prequalifications.ts'
import type { PrequalificationSettings } from '../../../contract/prequalification/settings.ts'
import type { SubmissionView } from '../../../contract/prequalification/submissions.ts'
import { api } from '../../api.ts'
import { PAGE_ROWS } from '../../list-pages.tsx'
import { filterIn, type PrequalificationsSearch } from './list/prequalifications-search.ts'

export const prequalificationsKey = ['prequalifications']

export const prequalificationsPage = (search: PrequalificationsSearch) => {
  const { sort, cursor } = search
  const query = { ...filterIn(search), sort, cursor, limit: PAGE_ROWS }
  return queryOptions({
    queryKey: [...prequalificationsKey, 'page', query],
    queryFn: ({ signal }) => api.get<Page<PrequalificationRow>>('/prequalifications', query, signal),
    placeholderData: keepPreviousData,
  })
}

export const prequalificationCounts = (search: PrequalificationsSearch) =>
  queryOptions({
    queryKey: [...prequalificationsKey, 'counts', filterIn(search)],
    queryFn: ({ signal }) =>
      api.get<PrequalificationCounts>('/prequalifications/counts', filterIn(search), signal),
    placeholderData: keepPreviousData,
  })

/** Asked now and then, on every page. */
export const toReviewQuery = queryOptions({
  queryKey: [...prequalificationsKey, 'to-review'],
  queryFn: ({ signal }) => api.get<z.infer<typeof toReview>>('/prequalifications/to-review', {}, signal),
  refetchInterval: 60_000,
})

export const prequalificationOf = (companyId: string) =>
  queryOptions({
    queryKey: [...prequalificationsKey, 'company', companyId],
    queryFn: ({ signal }) => api.get<PrequalificationView>(`/prequalifications/${companyId}`, {}, signal),
  })

export const submissionOf = (formId: string) =>
  queryOptions({
    queryKey: [...prequalificationsKey, 'submission', formId],
    queryFn: ({ signal }) => api.get<SubmissionView>(`/submissions/${formId}`, {}, signal),
  })

export const prequalificationSettingsQuery = queryOptions({
  queryKey: [...prequalificationsKey, 'settings'],
  queryFn: ({ signal }) => api.get<PrequalificationSettings>('/prequalification-settings', {}, signal),
})

import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  AssignedPerson,
  OpenItem,
  OpenItemCounts,
  OpenItemFilter,
} from '../../../contract/open-items.ts'
import type { Page } from '../../../contract/paging.ts'
import { api } from '../../api.ts'

/** Rows of a page. */
export const PAGE_ITEMS = 50

export const openItemsPage = (filter: OpenItemFilter, sort: 'person' | 'due', cursor: string | undefined) =>
  queryOptions({
    queryKey: ['open-items', 'page', filter, sort, cursor ?? null],
    queryFn: ({ signal }) =>
      api.get<Page<OpenItem>>('/open-items', { ...filter, sort, cursor, limit: PAGE_ITEMS }, signal),
    placeholderData: keepPreviousData,
  })

export const assignedPeople = (filter: OpenItemFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['open-items', 'people', filter, cursor ?? null],
    queryFn: ({ signal }) =>
      api.get<Page<AssignedPerson>>('/open-items/people', { ...filter, cursor, limit: PAGE_ITEMS }, signal),
    placeholderData: keepPreviousData,
  })

export const openItemCounts = (filter: OpenItemFilter) =>
  queryOptions({
    queryKey: ['open-items', 'counts', filter],
    queryFn: ({ signal }) => api.get<OpenItemCounts>('/open-items/counts', { ...filter }, signal),
    placeholderData: keepPreviousData,
  })

export const openItemsOfPerson = (id: string) =>
  queryOptions({
    queryKey: ['open-items', 'of', id],
    queryFn: ({ signal }) => api.get<Page<OpenItem>>(`/people/${id}/open-items`, { limit: 20 }, signal),
  })

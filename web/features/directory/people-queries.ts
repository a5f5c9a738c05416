import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../contract/paging.ts'
import type {
  FacetList,
  PeopleCounts,
  PeopleFilter,
  PeopleSort,
  PersonAnswer,
  PersonRow,
  TimelineEntry,
} from '../../../contract/people.ts'
import { api } from '../../api.ts'
import { PAGE_ROWS } from '../../list-pages.tsx'

export const peoplePage = (
  filter: PeopleFilter,
  { sort, cursor }: { sort: PeopleSort; cursor: string | undefined },
) =>
  queryOptions({
    queryKey: ['people', 'page', filter, sort, cursor ?? null],
    queryFn: ({ signal }) =>
      api.get<Page<PersonRow>>('/people', { ...filter, sort, cursor, limit: PAGE_ROWS }, signal),
    placeholderData: keepPreviousData,
  })

/** Counts come by a request of their own: the rows never wait for them. */
export const peopleCounts = (filter: PeopleFilter) =>
  queryOptions({
    queryKey: ['people', 'counts', filter],
    queryFn: ({ signal }) => api.get<PeopleCounts>('/people/counts', { ...filter }, signal),
    placeholderData: keepPreviousData,
  })

export const peopleFacets = (filter: PeopleFilter, group: 'company' | 'template', search: string) =>
  queryOptions({
    queryKey: ['people', 'facets', group, search, filter],
    queryFn: ({ signal }) =>
      api.get<FacetList>(
        '/people/facets',
        { ...filter, inGroup: filter.group, group, search, limit: 8 },
        signal,
      ),
    placeholderData: keepPreviousData,
  })

export const personCard = (id: string) =>
  queryOptions({
    queryKey: ['people', 'card', id],
    queryFn: ({ signal }) => api.get<PersonAnswer>(`/people/${id}`, {}, signal),
  })

export const personTimeline = (id: string) =>
  queryOptions({
    queryKey: ['people', 'timeline', id],
    queryFn: ({ signal }) => api.get<{ items: TimelineEntry[] }>(`/people/${id}/timeline`, {}, signal),
  })

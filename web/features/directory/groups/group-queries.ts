import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { GroupCard, GroupRow, GroupsFilter } from '../../../../contract/groups.ts'
import type { Page } from '../../../../contract/paging.ts'
import type { PersonRow } from '../../../../contract/people.ts'
import { api } from '../../../api.ts'
import { PAGE_ROWS } from '../../../list-pages.tsx'
import { queryClient } from '../../../query-client.ts'

export const groupsPage = (filter: GroupsFilter, sort: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['groups', 'page', filter, sort, cursor ?? null],
    queryFn: ({ signal }) =>
      api.get<Page<GroupRow>>('/distribution-groups', { ...filter, sort, cursor, limit: 50 }, signal),
    placeholderData: keepPreviousData,
  })

export const groupCounts = (filter: GroupsFilter) =>
  queryOptions({
    queryKey: ['groups', 'counts', filter],
    queryFn: ({ signal }) => api.get<{ total: number }>('/distribution-groups/counts', { ...filter }, signal),
    placeholderData: keepPreviousData,
  })

export const groupCard = (id: string) =>
  queryOptions({
    queryKey: ['groups', 'card', id],
    queryFn: ({ signal }) => api.get<GroupCard>(`/distribution-groups/${id}`, {}, signal),
  })

/** The active people of a kind in a group, page after page. */
export const groupPeople = (group: string, kind: 'user' | 'contact', q: string) =>
  infiniteQueryOptions({
    queryKey: ['people', 'group', group, kind, q],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<PersonRow>>('/people', { group, kind, q, limit: PAGE_ROWS, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })

export const refreshGroups = () =>
  Promise.all([['groups'], ['people']].map(queryKey => queryClient.invalidateQueries({ queryKey })))

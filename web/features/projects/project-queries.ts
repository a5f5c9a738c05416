import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../contract/paging.ts'
import type { ProjectCard, ProjectPerson, ProjectRow, ProjectsFilter } from '../../../contract/projects.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'

export const projectsPage = (filter: ProjectsFilter, sort: string, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['projects', 'page', filter, sort, cursor ?? null],
    queryFn: ({ signal }) =>
      api.get<Page<ProjectRow>>('/projects', { ...filter, sort, cursor, limit: 50 }, signal),
    placeholderData: keepPreviousData,
  })

export const projectCounts = queryOptions({
  queryKey: ['projects', 'counts'],
  queryFn: ({ signal }) => api.get<{ active: number; closed: number }>('/projects/counts', {}, signal),
})

export const projectCard = (id: string) =>
  queryOptions({
    queryKey: ['projects', 'card', id],
    queryFn: ({ signal }) => api.get<ProjectCard>(`/projects/${id}`, {}, signal),
  })

export interface ProjectPeopleQuery {
  kind: 'user' | 'contact'
  status: 'active' | 'inactive'
  q?: string | undefined
  sort?: string | undefined
  cursor?: string | undefined
}

export const projectPeople = (id: string, query: ProjectPeopleQuery) =>
  queryOptions({
    queryKey: ['projects', 'people', id, query],
    queryFn: ({ signal }) =>
      api.get<Page<ProjectPerson>>(`/projects/${id}/people`, { ...query, limit: 50 }, signal),
    placeholderData: keepPreviousData,
  })

export const refreshProjects = () =>
  Promise.all([['projects'], ['people']].map(queryKey => queryClient.invalidateQueries({ queryKey })))

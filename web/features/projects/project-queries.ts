import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Page } from '../../../contract/paging.ts'
import type { PeopleFilter, PeopleSort } from '../../../contract/people.ts'
import type { ProjectCard, ProjectPerson, ProjectRow, ProjectsFilter } from '../../../contract/projects.ts'
import { api } from '../../api.ts'
import { PAGE_ROWS } from '../../list-pages.tsx'
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

/** @param filter names the project */
export const projectPeople = (
  { project, ...filter }: PeopleFilter,
  { sort, cursor }: { sort: PeopleSort; cursor: string | undefined },
) =>
  queryOptions({
    queryKey: ['projects', 'people', project, filter, sort, cursor ?? null],
    queryFn: ({ signal }) =>
      api.get<Page<ProjectPerson>>(
        `/projects/${project}/people`,
        { ...filter, sort, cursor, limit: PAGE_ROWS },
        signal,
      ),
    placeholderData: keepPreviousData,
  })

export const refreshProjects = () =>
  Promise.all([['projects'], ['people']].map(queryKey => queryClient.invalidateQueries({ queryKey })))

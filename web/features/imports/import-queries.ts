import { queryOptions } from '@tanstack/react-query'
import type { ImportLine, ImportView } from '../../../contract/imports.ts'
import type { Page } from '../../../contract/paging.ts'
import { api } from '../../api.ts'

export type LinesFilter = ImportLine['verdict'] | 'all' | 'warned'

export const importsPage = queryOptions({
  queryKey: ['imports', 'page'],
  queryFn: ({ signal }) => api.get<Page<ImportView>>('/imports', { limit: 20 }, signal),
})

export const importView = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) => api.get<ImportView>(`/imports/${id}`, {}, signal),
  })

export const importLines = (id: string, filter: LinesFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['imports', 'lines', id, filter, cursor ?? null],
    queryFn: ({ signal }) => {
      const narrowed = filter === 'all' ? {} : filter === 'warned' ? { warned: true } : { verdict: filter }
      return api.get<Page<ImportLine>>(`/imports/${id}/lines`, { ...narrowed, cursor, limit: 50 }, signal)
    },
  })

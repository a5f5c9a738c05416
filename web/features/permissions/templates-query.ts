import { queryOptions } from '@tanstack/react-query'
import type { TemplateOption } from '../../../contract/permission-templates.ts'
import { api } from '../../api.ts'

export const templatesQuery = queryOptions({
  queryKey: ['permission-templates'],
  queryFn: ({ signal }) => api.get<{ items: TemplateOption[] }>('/permission-templates', {}, signal),
  staleTime: 60_000,
})

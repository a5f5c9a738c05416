import { queryOptions } from '@tanstack/react-query'
import type { ApiKey } from '../../../contract/api-keys.ts'
import { api } from '../../api.ts'

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => api.get<{ items: ApiKey[] }>('/api-keys', {}, signal),
})

import { queryOptions } from '@tanstack/react-query'
import type { SettingsAnswer } from '../../../contract/settings.ts'
import { api } from '../../api.ts'

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api.get<SettingsAnswer>('/settings', {}, signal),
})

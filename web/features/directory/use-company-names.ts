import { useQuery } from '@tanstack/react-query'
import type { Page } from '../../../contract/paging.ts'
import { api } from '../../api.ts'
import { useMay } from '../sign-in/session.ts'

/** Active companies whose names contain what is being typed. */
export function useCompanyNames(typed: string): string[] {
  const mayView = useMay()('directory.view')
  const { data } = useQuery({
    queryKey: ['companies', 'names', typed],
    queryFn: ({ signal }) =>
      api.get<Page<{ name: string }>>('/companies', { name: typed, limit: 20 }, signal),
    staleTime: 60_000,
    enabled: mayView,
  })
  return data?.items.map(({ name }) => name) ?? []
}

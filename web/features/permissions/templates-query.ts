import { queryOptions, useQueries } from '@tanstack/react-query'
import type { PermissionTemplate, TemplateOption } from '../../../contract/permission-templates.ts'
import { type TemplateScope, templateScopes } from '../../../contract/permissions.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'

const KEY = ['permission-templates']

export const templatesOf = (scope: TemplateScope) =>
  queryOptions({
    queryKey: [...KEY, scope],
    queryFn: ({ signal }) => api.get<{ items: TemplateOption[] }>('/permission-templates', { scope }, signal),
    staleTime: 60_000,
  })

/** Those that users may have. */
export const templatesQuery = templatesOf('company')
export const allTemplates = { queryKey: KEY }

/** A template as it stands now. */
export async function loadTemplate({ id, scope }: PermissionTemplate): Promise<PermissionTemplate | null> {
  const { items } = await queryClient.fetchQuery({ ...templatesOf(scope), staleTime: 0 })
  return items.find(one => one.id === id)?.details ?? null
}

/** A template by its id, of whichever scope. */
export function useTemplate(id: string | undefined) {
  const lists = useQueries({
    queries: templateScopes.map(scope => ({
      ...templatesOf(scope),
      refetchOnWindowFocus: false,
      enabled: id !== undefined,
    })),
  })
  const failed = lists.find(({ isError }) => isError)
  return {
    template: lists.flatMap(({ data }) => data?.items ?? []).find(one => one.id === id)?.details ?? null,
    isPending: id !== undefined && lists.some(({ isPending }) => isPending),
    error: failed?.error,
    retry: () => void failed?.refetch(),
  }
}

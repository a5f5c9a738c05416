import { useQuery } from '@tanstack/react-query'
import { api } from '../../api.ts'

interface Template {
  id: string
  name: string
  mayAssign: boolean
}

/** The permission templates that this person may give. */
export function useTemplates() {
  const { data } = useQuery({
    queryKey: ['permission-templates'],
    queryFn: ({ signal }) => api.get<{ items: Template[] }>('/permission-templates', {}, signal),
    staleTime: 60_000,
  })
  const items = data?.items ?? []
  return {
    /** What a new user gets unless another is chosen. */
    standardId: items.find(({ mayAssign }) => mayAssign)?.id ?? '',
    assignable: (keptId: string) =>
      items
        .filter(({ id, mayAssign }) => mayAssign || id === keptId)
        .map(({ id, name }) => ({ value: id, label: name })),
  }
}

import { useQuery } from '@tanstack/react-query'
import { templatesQuery } from '../permissions/templates-query.ts'

/** The permission templates that this person may give. */
export function useTemplates() {
  const { data } = useQuery(templatesQuery)
  const items = data?.items ?? []
  return {
    /** What a new user gets unless another is chosen; else the least, as templates come with the strongest first. */
    standardId:
      items.find(({ isDefault, mayAssign }) => isDefault && mayAssign)?.id ??
      items.findLast(({ mayAssign }) => mayAssign)?.id ??
      '',
    assignable: (keptId: string | null) =>
      items
        .filter(({ id, mayAssign }) => mayAssign || id === keptId)
        .map(({ id, name }) => ({ value: id, label: name })),
  }
}

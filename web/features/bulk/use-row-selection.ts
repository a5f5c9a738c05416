import { useCallback, useState } from 'react'
import { NOTHING, type RowSelection } from './row-selection.ts'

/** Kept while one looks at a card or a run and comes back; a reload begins anew. */
const kept = new Map<string, RowSelection<never>>()

/** @param list whose selection it is */
export function useRowSelection<Filter>(
  list: string,
): [RowSelection<Filter>, (next: RowSelection<Filter>) => void] {
  const [selection, setSelection] = useState<RowSelection<Filter>>(() => kept.get(list) ?? NOTHING)
  const keep = useCallback(
    (next: RowSelection<Filter>) => {
      kept.set(list, next as RowSelection<never>)
      setSelection(next)
    },
    [list],
  )
  return [selection, keep]
}

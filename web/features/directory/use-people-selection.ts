import { useCallback, useState } from 'react'
import { NOBODY, type PeopleSelection } from './people-selection.ts'

/** Kept while one looks at a card or a run and comes back; a reload begins anew. */
const kept = new Map<string, PeopleSelection>()

export function usePeopleSelection(list: string): [PeopleSelection, (next: PeopleSelection) => void] {
  const [selection, setSelection] = useState(() => kept.get(list) ?? NOBODY)
  const keep = useCallback(
    (next: PeopleSelection) => {
      kept.set(list, next)
      setSelection(next)
    },
    [list],
  )
  return [selection, keep]
}

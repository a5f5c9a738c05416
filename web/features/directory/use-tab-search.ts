import { useNavigate, useSearch } from '@tanstack/react-router'
import type { PeopleSearch } from './people-search.ts'

type Change = (next: Partial<PeopleSearch>) => void

/** What the address of a tab says, in the company's directory or a project's; changing filter or order begins at the first page again. */
export function useTabSearch(): [PeopleSearch, Change] {
  const navigate = useNavigate()
  const search: PeopleSearch = useSearch({ strict: false })
  const change: Change = next =>
    void navigate({ to: '.', search: { ...search, cursor: undefined, from: undefined, ...next } })
  return [search, change]
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PeopleFilter } from '../../../contract/people.ts'
import { FacetChoice } from './facet-choice.tsx'
import { peopleFacets } from './people-queries.ts'

interface FacetFilterProps {
  group: 'company' | 'template'
  filter: PeopleFilter
  value: string | undefined
  /** What the chosen one is called, where that is known. */
  chosenName?: string | undefined
  onChange: (value: string | undefined) => void
}

/** Companies or templates by how many of the people listed they have. */
export function FacetFilter({ group, filter, value, chosenName, onChange }: FacetFilterProps) {
  const [search, setSearch] = useState('')
  const { data } = useQuery(peopleFacets(filter, group, search))
  return (
    <FacetChoice
      facet={group}
      data={data}
      value={value}
      chosenName={chosenName}
      search={search}
      onSearch={setSearch}
      onChange={onChange}
    />
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CompaniesFilter } from '../../../../contract/companies.ts'
import { FacetChoice } from '../facet-choice.tsx'
import { FilterPanel } from '../filter-panel.tsx'
import { companyTrades } from './company-queries.ts'

interface TradeFilterProps {
  filter: CompaniesFilter
  onChange: (trade: string | undefined) => void
}

/** Trades by how many of the companies listed name them. */
export function TradeFilter({ filter, onChange }: TradeFilterProps) {
  const [search, setSearch] = useState('')
  const { data } = useQuery(companyTrades(filter, search))
  return (
    <FilterPanel chosen={filter.trade ? 1 : 0}>
      <FacetChoice
        facet="trade"
        data={data}
        value={filter.trade}
        search={search}
        onSearch={setSearch}
        onChange={onChange}
      />
    </FilterPanel>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PeopleFilter } from '../../../contract/people.ts'
import { FilterGroup } from '../../ui/filter-group.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import styles from './people-list.module.css'
import { peopleFacets } from './people-queries.ts'

/** Few enough to read; beyond it one searches. */
const SHOWN = 8

interface FacetFilterProps {
  group: 'company' | 'template'
  filter: PeopleFilter
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** Companies or templates by how many of the people listed they have, with a search where there are more. */
export function FacetFilter({ group, filter, value, onChange }: FacetFilterProps) {
  const { t } = useMessages()
  const [search, setSearch] = useState('')
  const { data } = useQuery(peopleFacets(filter, group, search))
  if (!data || (data.total === 0 && !search)) return null

  const options = data.items.slice(0, SHOWN).map(({ id, name, count }) => ({ value: id, label: name, count }))
  return (
    <div className={styles.facet}>
      <FilterGroup
        label={t(`directory.facet.${group}`)}
        value={value ?? ''}
        options={[{ value: '', label: t(`directory.facet.${group}.any`) }, ...options]}
        onChange={next => onChange(next || undefined)}
      />
      {(data.total > SHOWN || search) && (
        <>
          <SearchField
            label={t(`directory.facet.${group}.search`)}
            placeholder={t('directory.facet.search')}
            value={search}
            onSearch={setSearch}
            look="slim"
          />
          {data.total > SHOWN && (
            <span className={styles.more}>{t('directory.facet.more', { n: data.total - SHOWN })}</span>
          )}
        </>
      )}
    </div>
  )
}

import type { FacetList } from '../../../contract/people.ts'
import { FilterGroup } from '../../ui/filter-group.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import styles from './people-list.module.css'

/** Few enough to read; beyond it one searches. */
const SHOWN = 8

interface FacetChoiceProps {
  facet: 'company' | 'template' | 'trade'
  data: FacetList | undefined
  value: string | undefined
  /** Shown also where it is not among the choices that are read. */
  chosenName?: string | undefined
  search: string
  onSearch: (search: string) => void
  onChange: (value: string | undefined) => void
}

/** Choices with their counts, and a search where there are more than one reads. */
export function FacetChoice({
  facet,
  data,
  value,
  chosenName,
  search,
  onSearch,
  onChange,
}: FacetChoiceProps) {
  const { t } = useMessages()
  if (!data || (data.total === 0 && !search && value === undefined)) return null
  const options = data.items.slice(0, SHOWN).map(({ id, name, count }) => ({ value: id, label: name, count }))
  const isShown = value === undefined || options.some(one => one.value === value)
  const chosen = isShown
    ? []
    : [{ value, label: chosenName ?? (facet === 'trade' ? value : t(`directory.facet.${facet}.chosen`)) }]
  return (
    <div className={styles.facet}>
      <FilterGroup
        label={t(`directory.facet.${facet}`)}
        value={value ?? ''}
        options={[{ value: '', label: t(`directory.facet.${facet}.any`) }, ...chosen, ...options]}
        onChange={next => onChange(next || undefined)}
      />
      {(data.total > SHOWN || search) && (
        <>
          <SearchField
            label={t(`directory.facet.${facet}.search`)}
            placeholder={t('directory.facet.search')}
            value={search}
            onSearch={onSearch}
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

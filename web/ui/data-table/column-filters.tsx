import { useMessages } from '../i18n/messages.tsx'
import { SearchField } from '../search-field.tsx'
import styles from './data-table.module.css'
import type { ColumnFilter, DataColumn } from './types.ts'

/** A row of fields, each above its column. Outside of the grid, whose arrow keys would fight with the typing. */
export function ColumnFilters<Item>({
  columns,
  filters,
  hasTicks,
}: {
  columns: DataColumn<Item>[]
  filters: Record<string, ColumnFilter>
  hasTicks: boolean
}) {
  const { t } = useMessages()
  return (
    <fieldset className={styles.filters} aria-label={t('ui.table.column-filters')}>
      {hasTicks && <span />}
      {columns.map(({ id }) => {
        const filter = filters[id]
        return filter ? (
          <SearchField
            key={id}
            label={filter.label}
            placeholder={t('ui.table.filter')}
            value={filter.value}
            onSearch={filter.onChange}
            look="slim"
          />
        ) : (
          <span key={id} />
        )
      })}
    </fieldset>
  )
}

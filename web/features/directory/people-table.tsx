import type { UseQueryResult } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import type { Page } from '../../../contract/paging.ts'
import type { PeopleFilter, PersonRow } from '../../../contract/people.ts'
import { ListError } from '../../list-error.tsx'
import { ListPages } from '../../list-pages.tsx'
import { classNames } from '../../ui/class-names.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { BulkBar } from '../bulk/bulk-bar.tsx'
import type { InPlace } from '../bulk/use-offers.ts'
import { useRowSelection } from '../bulk/use-row-selection.ts'
import { PEOPLE_TABS, type PeopleTab } from './directory-tabs.ts'
import styles from './people-list.module.css'
import { type ListSort, type PeopleSearch, peopleSortOf, sortShown } from './people-search.ts'
import { tickedOf, withTicks } from './people-selection.ts'
import { useColumnFilters } from './use-column-filters.ts'
import { useFilterWords } from './use-filter-words.ts'

interface PeopleTableProps<Person extends PersonRow> {
  tab: PeopleTab
  search: PeopleSearch
  onChange: (next: Partial<PeopleSearch>) => void
  filter: PeopleFilter
  page: UseQueryResult<Page<Person>>
  columns: DataColumn<Person>[]
  /** Whose selection it is. */
  list: string
  mayTick: boolean
  /** How many match; undefined where that may not be asked: then nobody selects all of them either. */
  total: number | undefined
  inPlace?: InPlace | null
  onRowLetter?: Record<string, (row: Person) => void>
  empty: ReactNode
}

/** Name and buttons included. */
const MOST_BESIDE_FILTERS = 6

/** How a tab of people is laid out for its columns. */
export const layoutFor = (columns: readonly unknown[]): string =>
  classNames(styles.list, columns.length > MOST_BESIDE_FILTERS && styles.wide)

/** The people of a tab, of the company's directory or a project's: a page of them, what is selected, and what can be done with it. */
export function PeopleTable<Person extends PersonRow>(props: PeopleTableProps<Person>) {
  const { tab, search, onChange, filter, page, columns, list, mayTick, total, inPlace = null, empty } = props
  const { t } = useMessages()
  const navigate = useNavigate()
  const [selection, setSelection] = useRowSelection<PeopleFilter>(list)
  const filterWords = useFilterWords()
  const columnFilters = useColumnFilters(search, onChange)
  const items = page.data?.items
  const rows = useMemo(() => items ?? [], [items])
  const ticked = useMemo(() => tickedOf(selection, rows), [selection, rows])
  const groupOf = useMemo(
    () =>
      search.by === 'company' ? (row: Person) => row.company?.name ?? t('directory.no-company') : undefined,
    [search.by, t],
  )
  return (
    <>
      {page.isError ? (
        <ListError error={page.error} onRetry={() => void page.refetch()} />
      ) : (
        <>
          <DataTable
            label={t(`directory.tab.${tab}`)}
            columns={columns}
            filters={columnFilters}
            rows={rows}
            nameOf={row => row.name}
            groupOf={groupOf}
            {...(mayTick && {
              selection: { ticked, onChange: next => setSelection(withTicks(selection, rows, next)) },
            })}
            sort={sortShown(peopleSortOf(search))}
            onSort={(column, isDescending) =>
              onChange({ sort: (isDescending ? `-${column}` : column) as ListSort, by: undefined })
            }
            onRowLetter={{
              e: row => void navigate({ to: '/people/$id', params: { id: row.id } }),
              ...props.onRowLetter,
            }}
            isLoading={page.isPending}
            isStale={page.isPlaceholderData}
            empty={empty}
          />
          <ListPages
            label={t('directory.pages')}
            from={search.from}
            rows={rows.length}
            total={total}
            next={page.data?.next}
            onTurn={onChange}
          />
        </>
      )}
      {mayTick && (
        <BulkBar
          subject={PEOPLE_TABS[tab].kind}
          selection={selection}
          onChange={setSelection}
          filter={filter}
          filterWords={filterWords}
          matching={total}
          loaded={rows.length}
          inPlace={inPlace}
        />
      )}
    </>
  )
}

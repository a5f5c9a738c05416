import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { PersonRow } from '../../../contract/people.ts'
import { ListPages } from '../../list-pages.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { BulkBar } from '../bulk/bulk-bar.tsx'
import { useMayTick } from '../bulk/use-offers.ts'
import { usePressOne } from '../bulk/use-press-one.tsx'
import { useRowSelection } from '../bulk/use-row-selection.ts'
import { PrequalifyHint } from '../prequalification/prequalify-hint.tsx'
import { PEOPLE_TABS, type PeopleTab } from './directory-tabs.ts'
import { MergedHint } from './merged-hint.tsx'
import { NobodyHere } from './nobody-here.tsx'
import { usePeopleColumns } from './people-columns.tsx'
import { PeopleFilters } from './people-filters.tsx'
import styles from './people-list.module.css'
import { peopleCounts, peoplePage } from './people-queries.ts'
import { filterOf, NO_FILTER, type PeopleSearch, peopleSortOf, sortShown } from './people-search.ts'
import { tickedOf, withTicks } from './people-selection.ts'
import { PeopleToolbar, usePeopleShown } from './people-toolbar.tsx'
import { useColumnFilters } from './use-column-filters.ts'
import { useFilterWords } from './use-filter-words.ts'
import { useInviteAtOnce } from './use-invite-at-once.tsx'
import { useTabSearch } from './use-tab-search.ts'

const NO_ROWS: readonly PersonRow[] = []

export function PeopleList({ tab }: { tab: PeopleTab }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const [search, change] = useTabSearch()
  const filter = useMemo(() => filterOf(tab, search), [tab, search])
  const sort = peopleSortOf(search)
  const page = useQuery(peoplePage(filter, { sort, cursor: search.cursor }))
  const counts = useQuery(peopleCounts(filter))
  const { kind, status } = PEOPLE_TABS[tab]
  const [selection, setSelection] = useRowSelection<typeof filter>(`${tab} ${search.group ?? ''}`)
  const mayTick = useMayTick(kind, status)
  const filterWords = useFilterWords()
  const invite = useInviteAtOnce()
  const [press, pressed] = usePressOne()
  const isUsers = tab === 'users'

  const shown = usePeopleShown(tab, search)
  const columns = usePeopleColumns<PersonRow>(tab, shown, invite, press)
  const columnFilters = useColumnFilters(search, change)

  const rows = page.data?.items ?? NO_ROWS
  const ticked = useMemo(() => tickedOf(selection, rows), [selection, rows])
  const groupOf = useMemo(
    () =>
      search.by === 'company'
        ? (row: PersonRow) => row.company?.name ?? t('directory.no-company')
        : undefined,
    [search.by, t],
  )

  return (
    <div className={styles.list}>
      <PeopleFilters
        tab={tab}
        filter={filter}
        search={search}
        counts={counts.data}
        anyone={rows[0]}
        onChange={change}
      />
      <div className={styles.people}>
        {isUsers && search.task === 'prequalify' && (
          <PrequalifyHint onDismiss={() => change({ task: undefined })} />
        )}
        {search.company && <MergedHint asked={search.company} anyone={rows[0]} />}
        <PeopleToolbar tab={tab} search={search} filter={filter} shown={shown} onChange={change} />
        {page.isError ? (
          <ErrorState error={page.error} onRetry={() => void page.refetch()} />
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
              sort={sortShown(sort)}
              onSort={(column, isDescending) =>
                change({
                  sort: (isDescending ? `-${column}` : column) as PeopleSearch['sort'],
                  by: undefined,
                })
              }
              onRowLetter={{
                e: row => void navigate({ to: '/people/$id', params: { id: row.id } }),
                i: row => {
                  const { action, whyNot } = row.invitation.button
                  if (isUsers && action && !whyNot) void invite(row)
                },
              }}
              isLoading={page.isPending}
              isStale={page.isPlaceholderData}
              empty={<NobodyHere tab={tab} search={search} onClear={() => change(NO_FILTER)} />}
            />
            <ListPages
              label={t('directory.pages')}
              from={search.from}
              rows={rows.length}
              total={counts.data?.total}
              next={page.data?.next}
              onTurn={change}
            />
          </>
        )}
        {pressed}
        {mayTick && (
          <BulkBar
            subject={kind}
            selection={selection}
            onChange={setSelection}
            filter={filter}
            filterWords={filterWords}
            matching={counts.data?.total}
            loaded={rows.length}
          />
        )}
      </div>
    </div>
  )
}

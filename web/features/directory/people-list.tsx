import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { Suspense, useMemo, useState } from 'react'
import type { PersonRow } from '../../../contract/people.ts'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Pagination } from '../../ui/pagination.tsx'
import { ReviewDialog } from '../bulk/lazy-review-dialog.ts'
import { PrequalifyHint } from '../prequalification/prequalify-hint.tsx'
import { BulkBar } from './bulk-bar.tsx'
import type { DirectoryTab } from './directory-tabs.ts'
import { NobodyHere } from './nobody-here.tsx'
import { usePeopleColumns } from './people-columns.tsx'
import { PeopleFilters } from './people-filters.tsx'
import styles from './people-list.module.css'
import { PAGE_ROWS, peopleCounts, peoplePage } from './people-queries.ts'
import { filterOf, type PeopleSearch } from './people-search.ts'
import { tickedOf, withTicks } from './people-selection.ts'
import { useColumnFilters } from './use-column-filters.ts'
import { useInviteAtOnce } from './use-invite-at-once.tsx'
import { useMayTick } from './use-may-tick.ts'
import { usePeopleSelection } from './use-people-selection.ts'

const NO_ROWS: readonly PersonRow[] = []

export function PeopleList({ tab }: { tab: DirectoryTab }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const { history } = useRouter()
  const search = useSearch({ from: '/signed-in/directory/$tab' })
  const filter = useMemo(() => filterOf(tab, search), [tab, search])
  const page = useQuery(peoplePage(filter, search))
  const counts = useQuery(peopleCounts(filter))
  const [selection, setSelection] = usePeopleSelection(tab)
  const invite = useInviteAtOnce()
  const [prequalified, setPrequalified] = useState<string | null>(null)
  const isUsers = tab === 'users'
  const mayTick = useMayTick(tab)

  /** A change of the filter or the order begins at the first page again. */
  const change = (next: Partial<PeopleSearch>) =>
    void navigate({
      from: '/directory/$tab',
      to: '/directory/$tab',
      params: { tab },
      search: old => ({ ...old, cursor: undefined, from: undefined, ...next }),
    })
  const columns = usePeopleColumns(tab, invite, setPrequalified)
  const columnFilters = useColumnFilters(search, change)

  const rows = page.data?.items ?? NO_ROWS
  const from = search.from ?? 0
  const ticked = useMemo(() => tickedOf(selection, rows), [selection, rows])
  const next = page.data?.next

  return (
    <div className={styles.list}>
      <PeopleFilters tab={tab} filter={filter} search={search} counts={counts.data} onChange={change} />
      <div className={styles.people}>
        {isUsers && search.task === 'prequalify' && (
          <PrequalifyHint onDismiss={() => change({ task: undefined })} />
        )}
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
              {...(mayTick && {
                selection: { ticked, onChange: next => setSelection(withTicks(selection, rows, next)) },
              })}
              sort={sortOf(search)}
              onSort={(column, isDescending) =>
                change({ sort: (isDescending ? `-${column}` : column) as PeopleSearch['sort'] })
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
            {(next || from > 0) && (
              <Pagination
                label={t('directory.pages')}
                shown={{ from: from + 1, to: from + rows.length, of: counts.data?.total }}
                onPrevious={from > 0 ? () => history.back() : null}
                onNext={next ? () => change({ cursor: next, from: from + PAGE_ROWS }) : null}
              />
            )}
          </>
        )}
        {prequalified && (
          <Suspense fallback={null}>
            <ReviewDialog
              action="user.prequalify"
              selection={{ ids: [prequalified] }}
              onRemove={() => {}}
              onClose={() => setPrequalified(null)}
              onStarted={() => {}}
            />
          </Suspense>
        )}
        {mayTick && (
          <BulkBar
            selection={selection}
            onChange={setSelection}
            filter={filter}
            matching={counts.data?.total}
            loaded={rows.length}
          />
        )}
      </div>
    </div>
  )
}

const NO_FILTER: Partial<PeopleSearch> = {
  invitation: undefined,
  q: undefined,
  name: undefined,
  email: undefined,
  phone: undefined,
  companyName: undefined,
  company: undefined,
  template: undefined,
}

function sortOf({ sort = 'name' }: PeopleSearch) {
  const isDescending = sort.startsWith('-')
  return { column: isDescending ? sort.slice(1) : sort, isDescending }
}

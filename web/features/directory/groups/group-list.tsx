import { IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { GroupRow } from '../../../../contract/groups.ts'
import { ListPages } from '../../../list-pages.tsx'
import { Button } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table/data-table.tsx'
import type { DataColumn } from '../../../ui/data-table/types.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { ListToolbar } from '../../../ui/list-toolbar.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { useMay } from '../../sign-in/session.ts'
import { ExportLink } from '../export-link.tsx'
import type { PeopleSearch } from '../people-search.ts'
import { groupCounts, groupsPage } from './group-queries.ts'

const NO_ROWS: readonly GroupRow[] = []

export function GroupList() {
  const { t, number } = useMessages()
  const navigate = useNavigate()
  const search = useSearch({ from: '/signed-in/directory/$tab' })
  const page = useQuery(groupsPage(search.q ?? '', search.cursor))
  const counts = useQuery(groupCounts)
  const rows = page.data?.items ?? NO_ROWS
  const change = (to: Partial<PeopleSearch>) =>
    void navigate({
      to: '/directory/$tab',
      params: { tab: 'distribution-groups' },
      search: { ...search, cursor: undefined, from: undefined, ...to },
    })
  const columns = useMemo<DataColumn<GroupRow>[]>(
    () => [
      {
        id: 'name',
        label: t('group.name'),
        width: 'minmax(0, 2fr)',
        isRowHeader: true,
        card: 'name',
        cell: row => (
          <Link href={`/groups/${row.id}`} look="subtle">
            {row.name}
          </Link>
        ),
      },
      {
        id: 'description',
        label: t('group.description'),
        width: 'minmax(0, 3fr)',
        cell: row => row.description,
      },
      { id: 'people', label: t('group.people'), width: 'minmax(0, 1fr)', cell: row => number(row.people) },
    ],
    [t, number],
  )
  return (
    <>
      <ListToolbar
        search={
          <SearchField
            label={t('directory.search')}
            placeholder={t('directory.search.groups')}
            value={search.q ?? ''}
            onSearch={q => change({ q: q || undefined })}
          />
        }
      >
        <ExportLink path="/distribution-groups.csv" query={{ q: search.q }} />
      </ListToolbar>
      {page.isError ? (
        <ErrorState error={page.error} onRetry={() => void page.refetch()} />
      ) : (
        <DataTable
          label={t('directory.tab.distribution-groups')}
          columns={columns}
          rows={rows}
          nameOf={row => row.name}
          onRowLetter={{ e: row => void navigate({ to: '/groups/$id', params: { id: row.id } }) }}
          isLoading={page.isPending}
          isStale={page.isPlaceholderData}
          empty={<NoGroups isSearched={Boolean(search.q)} onClear={() => change({ q: undefined })} />}
        />
      )}
      <ListPages
        label={t('group.pages')}
        from={search.from}
        rows={rows.length}
        total={search.q ? undefined : counts.data?.total}
        next={page.data?.next}
        onTurn={change}
      />
    </>
  )
}

function NoGroups({ isSearched, onClear }: { isSearched: boolean; onClear: () => void }) {
  const { t } = useMessages()
  const may = useMay()
  const icon = <IconUsersGroup size={32} aria-hidden />
  if (isSearched)
    return (
      <EmptyState
        icon={icon}
        title={t('group.none.title')}
        action={<Button onPress={onClear}>{t('directory.none.clear')}</Button>}
      />
    )
  return (
    <EmptyState
      icon={icon}
      title={t('directory.empty.distribution-groups.title')}
      action={
        may('groups.edit') && (
          <Link href="/groups/new" look="button">
            {t('group.add')}
          </Link>
        )
      }
    >
      {t('directory.empty.distribution-groups.words')}
    </EmptyState>
  )
}

import { IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type GroupRow, groupColumns, groupSorts } from '../../../../contract/groups.ts'
import { ListPages } from '../../../list-pages.tsx'
import { ListTable } from '../../../list-table.tsx'
import { NoneFound } from '../../../none-found.tsx'
import { namedColumns, shownColumns } from '../../../shown-columns.ts'
import { ColumnChooser } from '../../../ui/column-chooser.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { ListToolbar } from '../../../ui/list-toolbar.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { useMay } from '../../sign-in/session.ts'
import { ExportLink } from '../export-link.tsx'
import { given, type ListSort, sortShown } from '../people-search.ts'
import { useTabSearch } from '../use-tab-search.ts'
import { GROUP_LABELS, useGroupColumns } from './group-columns.tsx'
import { groupCounts, groupsPage } from './group-queries.ts'

const NO_ROWS: readonly GroupRow[] = []

/** @param project only groups that people of this project are in */
export function GroupList({ project }: { project?: string }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const [search, change] = useTabSearch()
  const filter = useMemo(() => given({ q: search.q, project }), [search.q, project])
  const sort = (groupSorts as readonly string[]).includes(search.sort ?? '') ? search.sort! : 'name'
  const page = useQuery(groupsPage(filter, sort, search.cursor))
  const counts = useQuery(groupCounts(filter))
  const shown = useMemo(() => shownColumns(search.columns, groupColumns), [search.columns])
  const columns = useGroupColumns(shown, project !== undefined)
  const rows = page.data?.items ?? NO_ROWS
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
        <ColumnChooser
          columns={groupColumns.map(id => ({ id, label: t(GROUP_LABELS[id]) }))}
          shown={shown}
          onChange={next => change({ columns: namedColumns(next, groupColumns, groupColumns) })}
        />
        <ExportLink path="/distribution-groups.csv" query={{ ...filter, sort, columns: search.columns }} />
      </ListToolbar>
      <ListTable
        page={page}
        label={t('directory.tab.distribution-groups')}
        columns={columns}
        rows={rows}
        nameOf={row => row.name}
        sort={sortShown(sort)}
        onSort={(column, isDescending) =>
          change({ sort: (isDescending ? `-${column}` : column) as ListSort })
        }
        onRowLetter={{ e: row => void navigate({ to: '/groups/$id', params: { id: row.id } }) }}
        empty={
          <NoGroups
            isSearched={Boolean(search.q)}
            isOnProject={project !== undefined}
            onClear={() => change({ q: undefined })}
          />
        }
      />
      <ListPages
        label={t('group.pages')}
        from={search.from}
        rows={rows.length}
        total={counts.data?.total}
        next={page.data?.next}
        onTurn={change}
      />
    </>
  )
}

interface NoGroupsProps {
  isSearched: boolean
  isOnProject: boolean
  onClear: () => void
}

function NoGroups({ isSearched, isOnProject, onClear }: NoGroupsProps) {
  const { t } = useMessages()
  const may = useMay()
  const icon = <IconUsersGroup size={32} aria-hidden />
  if (isSearched) return <NoneFound icon={icon} title={t('group.none.title')} onClear={onClear} />
  if (isOnProject)
    return (
      <EmptyState icon={icon} title={t('project.nobody.distribution-groups.title')}>
        {t('project.nobody.distribution-groups.words')}
      </EmptyState>
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

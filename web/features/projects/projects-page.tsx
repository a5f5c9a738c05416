import { IconCrane, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type ProjectRow, projectSorts } from '../../../contract/projects.ts'
import { ListPages } from '../../list-pages.tsx'
import { ListTable } from '../../list-table.tsx'
import { NoneFound } from '../../none-found.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { ListToolbar } from '../../ui/list-toolbar.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ExportLink } from '../directory/export-link.tsx'
import { type ListSort, sortShown } from '../directory/people-search.ts'
import { useMay, useWhyNot } from '../sign-in/session.ts'
import type { ListSearch } from './list-search.ts'
import { projectCounts, projectsPage } from './project-queries.ts'

const NO_ROWS: readonly ProjectRow[] = []

/** The projects that one is on, or all for who sees all. */
export function ProjectsPage() {
  const { t } = useMessages()
  const whyNot = useWhyNot()
  const { status = 'active' } = useSearch({ from: '/signed-in/projects' })
  const counts = useQuery(projectCounts)
  return (
    <>
      <PageHeader
        title={t('nav.projects')}
        actions={
          <Link
            href="/projects/new"
            look="primary"
            icon={<IconPlus size={18} aria-hidden />}
            disabledBecause={whyNot.without('projects.edit')}
          >
            {t('project.add')}
          </Link>
        }
      />
      <Tabs
        label={t('nav.projects')}
        tabs={[
          { id: 'active', label: t('project.tab.active'), href: '/projects', count: counts.data?.active },
          {
            id: 'closed',
            label: t('project.tab.closed'),
            href: '/projects?status=closed',
            count: counts.data?.closed,
          },
        ]}
        current={status}
      >
        <ProjectList key={status} status={status} total={counts.data?.[status]} />
      </Tabs>
    </>
  )
}

function ProjectList({ status, total }: { status: 'active' | 'closed'; total: number | undefined }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const search = useSearch({ from: '/signed-in/projects' })
  const sort = (projectSorts as readonly string[]).includes(search.sort ?? '') ? search.sort! : 'name'
  const page = useQuery(projectsPage({ status, q: search.q }, sort, search.cursor))
  const columns = useProjectColumns()
  const rows = page.data?.items ?? NO_ROWS
  const change = (to: ListSearch) =>
    void navigate({
      to: '/projects',
      search: { ...search, cursor: undefined, from: undefined, ...to },
    })
  return (
    <>
      <ListToolbar
        search={
          <SearchField
            label={t('directory.search')}
            placeholder={t('project.search')}
            value={search.q ?? ''}
            onSearch={q => change({ q: q || undefined })}
          />
        }
      >
        <ExportLink path="/projects.csv" query={{ status, q: search.q, sort }} />
      </ListToolbar>
      <ListTable
        page={page}
        label={t(`project.tab.${status}`)}
        columns={columns}
        rows={rows}
        nameOf={row => row.name}
        sort={sortShown(sort)}
        onSort={(column, isDescending) =>
          change({ sort: (isDescending ? `-${column}` : column) as ListSort })
        }
        onRowLetter={{
          e: row => void navigate({ to: '/projects/$id/$tab', params: { id: row.id, tab: 'users' } }),
        }}
        empty={
          <NoProjects
            status={status}
            isSearched={Boolean(search.q)}
            onClear={() => change({ q: undefined })}
          />
        }
      />
      <ListPages
        label={t('project.pages')}
        from={search.from}
        rows={rows.length}
        total={search.q ? undefined : total}
        next={page.data?.next}
        onTurn={change}
      />
    </>
  )
}

function useProjectColumns(): DataColumn<ProjectRow>[] {
  const { t, number } = useMessages()
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('project.name'),
        width: 'minmax(0, 3fr)',
        isRowHeader: true,
        isSortable: true,
        card: 'name',
        cell: row => (
          <Link href={`/projects/${row.id}/users`} look="subtle">
            {row.name}
          </Link>
        ),
      },
      {
        id: 'number',
        label: t('project.number'),
        width: 'minmax(0, 1fr)',
        isSortable: true,
        cell: row => row.number,
      },
      {
        id: 'users',
        label: t('project.tab.users'),
        width: 'minmax(0, 1fr)',
        isLabelledOnCard: true,
        cell: row => number(row.users),
      },
      {
        id: 'contacts',
        label: t('project.tab.contacts'),
        width: 'minmax(0, 1fr)',
        isLabelledOnCard: true,
        cell: row => number(row.contacts),
      },
    ],
    [t, number],
  )
}

function NoProjects({
  status,
  isSearched,
  onClear,
}: {
  status: 'active' | 'closed'
  isSearched: boolean
  onClear: () => void
}) {
  const { t } = useMessages()
  const may = useMay()
  const icon = <IconCrane size={32} aria-hidden />
  if (isSearched) return <NoneFound icon={icon} title={t('project.none.title')} onClear={onClear} />
  const isForAdmin = may('projects.edit')
  return (
    <EmptyState
      icon={icon}
      title={t(`project.empty.${status}.title`)}
      action={
        isForAdmin &&
        status === 'active' && (
          <Link href="/projects/new" look="button">
            {t('project.add')}
          </Link>
        )
      }
    >
      {t(
        status === 'closed'
          ? 'project.empty.closed.words'
          : isForAdmin
            ? 'project.empty.active.words'
            : 'project.empty.active.mine',
      )}
    </EmptyState>
  )
}

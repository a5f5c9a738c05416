import { IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { AuditEntry } from '../../../contract/audit.ts'
import { CursorPages } from '../../list-pages.tsx'
import { ListTable } from '../../list-table.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { AuditDetails } from './audit-detail.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { auditFilter, auditPage } from './audit-queries.ts'

const NOTHING: readonly AuditEntry[] = []

/** Who did what to whom, newest first. */
export function AuditPage() {
  const { t, ofCode } = useMessages()
  const navigate = useNavigate()
  const search = useSearch({ from: '/signed-in/audit' })
  const page = useQuery(auditPage(search))
  const columns = useColumns()
  const entries = page.data?.items ?? NOTHING
  const { cursor: _, ...filter } = search
  const isFiltered = Object.values(filter).some(Boolean)
  const query = new URLSearchParams(
    Object.entries(auditFilter(filter)).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )

  return (
    <>
      <PageHeader
        title={t('audit.title')}
        actions={
          <Link href={`/api/v1/audit-events.csv?${query}`} look="button" isFile>
            {t('audit.export')}
          </Link>
        }
      />
      <AuditFilters
        search={filter}
        onChange={change => void navigate({ to: '/audit', search: { ...filter, ...change } })}
      />
      <ListTable
        page={page}
        label={t('audit.title')}
        columns={columns}
        rows={entries}
        nameOf={entry => ofCode('audit', entry.event)}
        empty={
          <EmptyState
            icon={<IconHistory size={32} aria-hidden />}
            title={t('audit.empty.title')}
            action={
              isFiltered ? (
                <Link href="/audit" look="button">
                  {t('audit.filter.everybody')}
                </Link>
              ) : null
            }
          >
            {t('audit.empty.words')}
          </EmptyState>
        }
      />
      <CursorPages
        label={t('audit.pages')}
        cursor={search.cursor}
        rows={entries.length}
        next={page.data?.next}
        onNext={cursor => void navigate({ to: '/audit', search: { ...filter, cursor } })}
      />
    </>
  )
}

function useColumns(): DataColumn<AuditEntry>[] {
  const { t, ofCode } = useMessages()
  return useMemo(
    () => [
      {
        id: 'event',
        label: t('audit.column.event'),
        width: 'minmax(0, 1.6fr)',
        isRowHeader: true,
        wraps: true,
        card: 'name',
        cell: entry => ofCode('audit', entry.event),
      },
      {
        id: 'who',
        label: t('audit.column.who'),
        width: 'minmax(0, 1fr)',
        cell: entry => (entry.actor ? <PersonLink {...entry.actor} /> : 'Muster'),
      },
      {
        id: 'whom',
        label: t('audit.column.whom'),
        width: 'minmax(0, 1fr)',
        cell: entry => entry.subject && <PersonLink {...entry.subject} />,
      },
      {
        id: 'detail',
        label: t('audit.column.detail'),
        width: 'minmax(0, 2fr)',
        wraps: true,
        cell: entry => <AuditDetails entry={entry} />,
      },
      {
        id: 'when',
        label: t('audit.column.when'),
        width: 'minmax(0, 0.8fr)',
        card: 'state',
        cell: entry => <RelativeTime at={entry.at} />,
      },
    ],
    [t, ofCode],
  )
}

function PersonLink({ id, name }: { id: string; name: string }) {
  return (
    <Link href={`/people/${id}`} look="subtle">
      {name}
    </Link>
  )
}

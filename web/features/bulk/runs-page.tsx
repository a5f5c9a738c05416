import { IconProgressCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { Run } from '../../../contract/runs.ts'
import { CursorPages } from '../../list-pages.tsx'
import { ListTable } from '../../list-table.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { runsPage } from './bulk-queries.ts'
import { RunProgress } from './run-progress.tsx'
import { RunState } from './run-state.tsx'
import { useBulkWords } from './use-bulk-words.ts'

const NO_RUNS: readonly Run[] = []

export function RunsPage() {
  const { t } = useMessages()
  const navigate = useNavigate()
  const { cursor } = useSearch({ from: '/signed-in/runs' })
  const page = useQuery(runsPage(cursor))
  const columns = useColumns()
  const runs = page.data?.items ?? NO_RUNS

  return (
    <>
      <PageHeader title={t('nav.runs')} />
      <ListTable
        page={page}
        label={t('nav.runs')}
        columns={columns}
        rows={runs}
        nameOf={run => run.id}
        onRowLetter={{ e: run => void navigate({ to: '/runs/$id', params: { id: run.id } }) }}
        empty={
          <EmptyState
            icon={<IconProgressCheck size={32} aria-hidden />}
            title={t('runs.empty.title')}
            action={
              <Link href="/directory/users" look="button">
                {t('runs.empty.action')}
              </Link>
            }
          >
            {t('runs.empty.words')}
          </EmptyState>
        }
      />
      <CursorPages
        label={t('runs.pages')}
        cursor={cursor}
        rows={runs.length}
        next={page.data?.next}
        onNext={next => void navigate({ to: '/runs', search: { cursor: next } })}
      />
    </>
  )
}

function useColumns(): DataColumn<Run>[] {
  const { t } = useMessages()
  const bulkWords = useBulkWords()
  return useMemo(
    () => [
      {
        id: 'what',
        label: t('runs.column.what'),
        width: 'minmax(0, 2fr)',
        isRowHeader: true,
        card: 'name',
        cell: run => (
          <Link href={`/runs/${run.id}`} look="subtle">
            {bulkWords(run.action, run.variant, 'title', { n: run.selected })}
          </Link>
        ),
      },
      { id: 'who', label: t('runs.column.who'), width: 'minmax(0, 1.4fr)', cell: run => run.actor.name },
      {
        id: 'when',
        label: t('runs.column.when'),
        width: 'minmax(0, 1fr)',
        cell: run => <RelativeTime at={run.createdAt} />,
      },
      {
        id: 'state',
        label: t('runs.column.state'),
        width: 'minmax(0, 1.4fr)',
        card: 'state',
        cell: run => <RunState run={run} />,
      },
      {
        id: 'progress',
        label: t('runs.column.progress'),
        width: 'minmax(0, 1.6fr)',
        cell: run => <RunProgress run={run} hasLegend={false} />,
      },
    ],
    [t, bulkWords],
  )
}

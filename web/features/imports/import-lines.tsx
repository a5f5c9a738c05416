import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { ImportLine, ImportView } from '../../../contract/imports.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { FilterGroup } from '../../ui/filter-group.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Pagination } from '../../ui/pagination.tsx'
import { importLines, type LinesFilter } from './import-queries.ts'
import styles from './imports.module.css'

const TONES: Record<ImportLine['verdict'], Tone> = {
  add: 'success',
  update: 'success',
  unchanged: 'neutral',
  faulty: 'failure',
}

type Row = ImportLine & { id: string }

export function ImportLines({ view }: { view: ImportView }) {
  const { t } = useMessages()
  const [filter, setFilter] = useState<LinesFilter>(view.counts.faulty > 0 ? 'faulty' : 'all')
  const [cursors, setCursors] = useState<string[]>([])
  const page = useQuery(importLines(view.id, filter, cursors.at(-1)))
  const columns = useColumns()
  const rows = useMemo(
    () => (page.data?.items ?? []).map(line => ({ ...line, id: String(line.line) })),
    [page.data],
  )
  const next = page.data?.next

  const counts: Record<LinesFilter, number> = { all: view.lines, warned: view.warned, ...view.counts }
  return (
    <div className={styles.panes}>
      <FilterGroup
        label={t('imports.filter')}
        value={filter}
        options={(['all', 'faulty', 'warned', 'add', 'update', 'unchanged'] as const).map(value => ({
          value,
          label: t(`imports.filter.${value}`),
          count: counts[value],
        }))}
        onChange={value => {
          setFilter(value)
          setCursors([])
        }}
      />
      <div>
        {page.isError ? (
          <ErrorState error={page.error} onRetry={() => void page.refetch()} />
        ) : (
          <DataTable
            label={t('imports.lines-table')}
            columns={columns}
            rows={rows}
            nameOf={row => row.name}
            isLoading={page.isPending}
            empty={<EmptyState title={t('imports.no-lines')} />}
          />
        )}
        {(next || cursors.length > 0) && (
          <Pagination
            label={t('imports.pages')}
            shown={{
              from: cursors.length * 50 + 1,
              to: cursors.length * 50 + rows.length,
              of: counts[filter],
            }}
            onPrevious={cursors.length ? () => setCursors(cursors.slice(0, -1)) : null}
            onNext={next ? () => setCursors([...cursors, next]) : null}
          />
        )}
      </div>
    </div>
  )
}

function useColumns(): DataColumn<Row>[] {
  const { t, number, ofCode } = useMessages()
  return useMemo(
    () => [
      { id: 'line', label: t('imports.column.line'), width: '72px', cell: row => number(row.line) },
      {
        id: 'name',
        label: t('imports.column.name'),
        width: 'minmax(0, 1.4fr)',
        isRowHeader: true,
        card: 'name',
        cell: row => row.name || '–',
      },
      {
        id: 'verdict',
        label: t('imports.column.verdict'),
        width: 'minmax(0, 1fr)',
        cell: row => <Badge tone={TONES[row.verdict]}>{t(`imports.verdict.${row.verdict}`)}</Badge>,
      },
      {
        id: 'why',
        label: t('imports.column.why'),
        width: 'minmax(0, 3fr)',
        card: 'state',
        cell: row => (
          <ul className={styles.why}>
            {[...row.faults, ...row.warnings].map(({ field, reason, detail }) => (
              <li key={`${field} ${reason}`}>
                {ofCode('fault', reason, detail ?? {}, ofCode('reason', reason))}
              </li>
            ))}
          </ul>
        ),
      },
    ],
    [t, number, ofCode],
  )
}

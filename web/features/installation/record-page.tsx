import { IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { FieldChange } from '../../../contract/audit.ts'
import type { InstallationEntry } from '../../../contract/installation-events.ts'
import { CursorPages } from '../../list-pages.tsx'
import { ListTable } from '../../list-table.tsx'
import { Badge } from '../../ui/badge.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { recordQuery, recordReportQuery } from './panel-queries.ts'

const NOTHING: readonly InstallationEntry[] = []

/** What super admins did, newest first, and whether that is still what was written. */
export function RecordPage() {
  const { t, ofCode } = useMessages()
  const navigate = useNavigate()
  const { cursor } = useSearch({ from: '/panel/installation/record' })
  const page = useQuery(recordQuery(cursor))
  const columns = useColumns()
  const entries = page.data?.items ?? NOTHING
  return (
    <>
      <PageHeader title={t('installation.record')}>
        <Report />
      </PageHeader>
      <ListTable
        page={page}
        label={t('installation.record')}
        columns={columns}
        rows={entries}
        nameOf={entry => ofCode('installation.event', entry.event)}
        empty={
          <EmptyState icon={<IconHistory size={32} aria-hidden />} title={t('audit.empty.title')}>
            {t('installation.record.empty')}
          </EmptyState>
        }
      />
      <CursorPages
        label={t('installation.record.pages')}
        cursor={cursor}
        rows={entries.length}
        next={page.data?.next}
        onNext={next => void navigate({ to: '/installation/record', search: { cursor: next } })}
      />
    </>
  )
}

/** The chain was read again, whole, to say this. */
function Report() {
  const { t } = useMessages()
  const report = useQuery(recordReportQuery)
  if (!report.data) return null
  const [first] = report.data.faults
  return first ? (
    <Badge tone="failure">{t('installation.record.tampered', { sequence: first.sequence })}</Badge>
  ) : (
    <Badge tone="success">{t('installation.record.whole', { n: report.data.sealed })}</Badge>
  )
}

function useColumns(): DataColumn<InstallationEntry>[] {
  const { t, ofCode } = useMessages()
  return useMemo(
    () => [
      {
        id: 'event',
        label: t('audit.column.event'),
        width: 'minmax(0, 1.4fr)',
        isRowHeader: true,
        card: 'name',
        cell: entry => ofCode('installation.event', entry.event),
      },
      {
        id: 'who',
        label: t('audit.column.who'),
        width: 'minmax(0, 1.4fr)',
        cell: entry => entry.actor ?? 'Muster',
      },
      {
        id: 'detail',
        label: t('audit.column.detail'),
        width: 'minmax(0, 2fr)',
        cell: entry => <Detail detail={entry.detail} />,
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

type Told = {
  name?: string
  userName?: string
  reason?: string
  isAccepted?: boolean
  changes?: FieldChange[]
}

function Detail({ detail }: { detail: InstallationEntry['detail'] }) {
  const { t, ofCode } = useMessages()
  const { name, userName, reason, isAccepted, changes } = detail as Told
  if (changes) {
    const written = (field: string, value: string | null) =>
      value === null
        ? t('audit.nothing')
        : ofCode(field === 'verificationMethod' ? 'verification-method' : 'none', value, {}, value)
    return (
      <ul>
        {changes.map(({ field, from, to }) => (
          <li key={field}>
            {t('audit.change', {
              field: ofCode('installation.field', field),
              from: written(field, from),
              to: written(field, to),
            })}
          </li>
        ))}
      </ul>
    )
  }
  if (isAccepted !== undefined)
    return t(isAccepted ? 'installation.test.was-accepted' : 'installation.test.was-refused')
  return [name ?? userName, reason].filter(Boolean).join(' · ') || null
}

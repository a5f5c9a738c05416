import { useMemo } from 'react'
import type { PrequalificationRow } from '../../../../contract/prequalification/prequalifications.ts'
import { Badge } from '../../../ui/badge.tsx'
import type { DataColumn } from '../../../ui/data-table/types.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { useTimes } from '../../../ui/i18n/times.ts'
import { Link } from '../../../ui/link.tsx'
import { FormStateBadge, StatusBadge } from '../form-state-badge.tsx'

export type ListedPrequalification = PrequalificationRow & { id: string }

/** @param opensCompanies whether one may read more than the list */
export function usePrequalificationColumns(opensCompanies: boolean): DataColumn<ListedPrequalification>[] {
  const { t } = useMessages()
  const times = useTimes()
  return useMemo(
    () => [
      {
        id: 'company',
        label: t('prequalifications.company'),
        width: 'minmax(0, 2fr)',
        isRowHeader: true,
        isSortable: true,
        card: 'name',
        cell: ({ company }) =>
          opensCompanies ? (
            <Link href={`/prequalifications/${company.id}`} look="subtle">
              {company.name}
            </Link>
          ) : (
            company.name
          ),
      },
      {
        id: 'status',
        label: t('prequalifications.status'),
        width: 'minmax(0, 1.7fr)',
        card: 'state',
        cell: ({ status }) => <StatusBadge status={status} />,
      },
      {
        id: 'expires',
        label: t('prequalifications.expires'),
        width: 'minmax(0, 1fr)',
        isSortable: true,
        cell: ({ expiresOn }) => expiresOn && times.day(new Date(`${expiresOn}T12:00`)),
      },
      {
        id: 'form',
        label: t('prequalifications.form-status'),
        width: 'minmax(0, 2fr)',
        cell: ({ form }) =>
          form && (
            <>
              <FormStateBadge state={form.state} />{' '}
              {form.state === 'in_progress' && t('prequalifications.percent', { percent: form.percent })}
              {form.isOverdue && <Badge tone="failure">{t('prequalifications.needs.overdue')}</Badge>}
            </>
          ),
      },
      {
        id: 'contact',
        label: t('prequalifications.contact'),
        width: 'minmax(0, 1.3fr)',
        cell: ({ primaryContact }) => primaryContact?.name,
      },
    ],
    [t, times, opensCompanies],
  )
}

import { useMemo } from 'react'
import {
  type CompanyColumn,
  type CompanyRow,
  companyColumns,
  mostCountedPeople,
} from '../../../../contract/companies.ts'
import { Badge } from '../../../ui/badge.tsx'
import type { DataColumn } from '../../../ui/data-table/types.ts'
import type { MessageKey } from '../../../ui/i18n/language.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { useOffers } from '../../bulk/use-offers.ts'
import type { PressOne } from '../../bulk/use-press-one.tsx'
import { useMay } from '../../sign-in/session.ts'
import { leavingAction } from '../leave-buttons.tsx'
import { LeaveRowButton } from '../leave-row-button.tsx'
import styles from './company.module.css'

/** What is shown beside the name unless one chooses. */
export const COMPANY_USUAL = ['trades', 'city', 'people'] as const
export const COMPANY_LABELS: Record<CompanyColumn, MessageKey> = {
  trades: 'company.trades',
  city: 'company.city',
  phone: 'person.phone',
  email: 'person.email',
  people: 'company.people',
}

export function useCompanyColumns(
  status: 'active' | 'inactive',
  shown: ReadonlySet<string>,
  press: PressOne,
): DataColumn<CompanyRow>[] {
  const { t, number } = useMessages()
  const mayOpen = useMay()('directory.view-company-detail')
  const offer = useOffers('company', status).find(one => one.name === leavingAction('company', status))
  return useMemo(() => {
    const people = (count: number) => (
      <>
        <span className={styles.onRow}>
          {count >= mostCountedPeople ? t('company.people.many', { n: count }) : number(count)}
        </span>
        <span className={styles.onCard}>{t('people.active', { n: count })}</span>
      </>
    )
    const cells: Record<CompanyColumn, Pick<DataColumn<CompanyRow>, 'width' | 'cell' | 'isSortable'>> = {
      trades: { width: 'minmax(0, 2fr)', cell: row => row.trades.join(', ') },
      city: { width: 'minmax(0, 1.4fr)', cell: row => row.city, isSortable: true },
      phone: { width: 'minmax(0, 1.4fr)', cell: row => row.phone },
      email: { width: 'minmax(0, 2fr)', cell: row => row.email },
      people: { width: 'minmax(0, 1fr)', cell: row => people(row.people) },
    }
    const columns: DataColumn<CompanyRow>[] = [
      {
        id: 'name',
        label: t('company.name'),
        width: 'minmax(0, 2.4fr)',
        isRowHeader: true,
        isSortable: true,
        card: 'name',
        cell: row => (
          <>
            {mayOpen ? (
              <Link href={`/companies/${row.id}`} look="subtle">
                {row.name}
              </Link>
            ) : (
              row.name
            )}
            {row.isOwn && <Badge tone="neutral">{t('company.own')}</Badge>}
          </>
        ),
      },
      ...companyColumns
        .filter(id => shown.has(id))
        .map(id => ({
          id,
          label: t(COMPANY_LABELS[id]),
          ...cells[id],
        })),
      {
        id: 'action',
        label: t('directory.column.action'),
        isLabelHidden: true,
        width: status === 'active' ? '48px' : '128px',
        card: 'action',
        cell: row => !row.isOwn && <LeaveRowButton item={row} offer={offer} onPress={press} />,
      },
    ]
    return columns
  }, [t, number, mayOpen, status, shown, offer, press])
}

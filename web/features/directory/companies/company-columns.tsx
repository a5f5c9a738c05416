import { useMemo } from 'react'
import { type CompanyRow, mostCountedPeople } from '../../../../contract/companies.ts'
import { Badge } from '../../../ui/badge.tsx'
import type { DataColumn } from '../../../ui/data-table/types.ts'
import type { MessageKey } from '../../../ui/i18n/language.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { useMay } from '../../sign-in/session.ts'

/** What is shown beside the name unless one chooses. */
export const COMPANY_USUAL = ['trades', 'city', 'people'] as const
export const COMPANY_COLUMNS = ['trades', 'city', 'phone', 'email', 'people'] as const
type ColumnId = (typeof COMPANY_COLUMNS)[number]
export const COMPANY_LABELS: Record<ColumnId, MessageKey> = {
  trades: 'company.trades',
  city: 'company.city',
  phone: 'person.phone',
  email: 'person.email',
  people: 'company.people',
}

export function useCompanyColumns(shown: ReadonlySet<string>): DataColumn<CompanyRow>[] {
  const { t, number } = useMessages()
  const mayOpen = useMay()('directory.view-company-detail')
  return useMemo(() => {
    const people = (count: number) =>
      count >= mostCountedPeople ? t('company.people.many', { n: count }) : number(count)
    const cells: Record<ColumnId, Pick<DataColumn<CompanyRow>, 'width' | 'cell' | 'isSortable'>> = {
      trades: { width: 'minmax(0, 2fr)', cell: row => row.trades.join(', ') },
      city: { width: 'minmax(0, 1.4fr)', cell: row => row.city, isSortable: true },
      phone: { width: 'minmax(0, 1.4fr)', cell: row => row.phone },
      email: { width: 'minmax(0, 2fr)', cell: row => row.email },
      people: { width: 'minmax(0, 0.8fr)', cell: row => people(row.people) },
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
      ...COMPANY_COLUMNS.filter(id => shown.has(id)).map(id => ({
        id,
        label: t(COMPANY_LABELS[id]),
        ...cells[id],
      })),
    ]
    return columns
  }, [t, number, mayOpen, shown])
}

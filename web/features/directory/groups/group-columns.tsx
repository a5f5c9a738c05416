import { type ReactNode, useMemo } from 'react'
import { type GroupColumn, type GroupRow, groupColumns } from '../../../../contract/groups.ts'
import type { DataColumn } from '../../../ui/data-table/types.ts'
import type { MessageKey } from '../../../ui/i18n/language.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import styles from '../companies/company.module.css'

export const GROUP_LABELS: Record<GroupColumn, MessageKey> = {
  description: 'group.description',
  people: 'group.people',
}

/** @param shown kept the same from one drawing to the next */
export function useGroupColumns(shown: ReadonlySet<string>, isOnProject: boolean): DataColumn<GroupRow>[] {
  const { t, number } = useMessages()
  return useMemo(() => {
    const people = (n: number) => (
      <>
        <span className={styles.onRow}>{number(n)}</span>
        <span className={styles.onCard}>{t('people.active', { n })}</span>
      </>
    )
    const cells: Record<
      GroupColumn,
      { width: string; isSortable?: boolean; cell: (row: GroupRow) => ReactNode }
    > = {
      description: { width: 'minmax(0, 3fr)', cell: row => row.description },
      people: { width: 'minmax(0, 1fr)', isSortable: true, cell: row => people(row.people) },
    }
    return [
      {
        id: 'name',
        label: t('group.name'),
        width: 'minmax(0, 2fr)',
        isRowHeader: true,
        isSortable: true,
        card: 'name',
        cell: row => (
          <Link href={`/groups/${row.id}`} look="subtle">
            {row.name}
          </Link>
        ),
      },
      ...groupColumns
        .filter(id => shown.has(id))
        .map(id => ({
          id,
          label: t(id === 'people' && isOnProject ? 'project.people-here' : GROUP_LABELS[id]),
          ...cells[id],
        })),
    ]
  }, [t, number, shown, isOnProject])
}

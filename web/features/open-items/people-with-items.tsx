import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AssignedPerson } from '../../../contract/open-items.ts'
import { ListError } from '../../list-error.tsx'
import { CursorPages } from '../../list-pages.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { filterOf } from './assignment-search.ts'
import type { ListProps } from './items-list.tsx'
import { assignedPeople } from './open-item-queries.ts'
import { InRoles } from './open-items-of-people.tsx'
import { WhoseItems } from './whose-items.tsx'

type Row = AssignedPerson & { id: string }
const NOBODY: readonly Row[] = []

/** Person by person, each with how much of what waits for them. */
export function PeopleWithItems({ search, empty, onChange }: ListProps) {
  const { t } = useMessages()
  const page = useQuery(assignedPeople(filterOf(search), search.cursor))
  const columns = useColumns()
  const rows = useMemo(
    () => page.data?.items.map(row => ({ ...row, id: row.person.id })) ?? NOBODY,
    [page.data],
  )
  if (page.isError) return <ListError error={page.error} onRetry={() => void page.refetch()} />
  return (
    <>
      <DataTable
        label={t('nav.assignments')}
        columns={columns}
        rows={rows}
        nameOf={row => row.person.name}
        isLoading={page.isPending}
        isStale={page.isPlaceholderData}
        empty={empty}
      />
      <CursorPages
        label={t('assignments.pages')}
        cursor={search.cursor}
        rows={rows.length}
        next={page.data?.next}
        onNext={cursor => onChange({ cursor })}
      />
    </>
  )
}

function useColumns(): DataColumn<Row>[] {
  const { t } = useMessages()
  return useMemo(
    () => [
      {
        id: 'person',
        label: t('assignments.column.person'),
        width: 'minmax(0, 1.6fr)',
        isRowHeader: true,
        card: 'name',
        cell: ({ person }) => <WhoseItems person={person} />,
      },
      {
        id: 'company',
        label: t('assignments.column.company'),
        width: 'minmax(0, 1.4fr)',
        cell: row => row.person.company,
      },
      {
        id: 'items',
        label: t('assignments.column.items'),
        width: 'minmax(0, 3fr)',
        cell: row => <InRoles roles={row.roles} />,
      },
      {
        id: 'count',
        label: t('assignments.column.count'),
        width: 'minmax(0, 1fr)',
        card: 'state',
        cell: row => (
          <Link href={`/assignments?person=${row.id}`} look="subtle">
            {t('assignments.items', { n: row.count })}
          </Link>
        ),
      },
    ],
    [t],
  )
}

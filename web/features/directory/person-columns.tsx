import type { PersonRow } from '../../../contract/people.ts'
import type { DataColumn } from '../../ui/data-table/types.ts'
import type { Messages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'

/** Who somebody is and how to reach them: what every list of people begins with. */
export function personColumns<Person extends PersonRow>(
  { t }: Pick<Messages, 't'>,
  { isSortable, isLink = true }: { isSortable: boolean; isLink?: boolean },
): [name: DataColumn<Person>, company: DataColumn<Person>, reach: DataColumn<Person>] {
  return [
    {
      id: 'name',
      label: t('directory.column.name'),
      width: 'minmax(0, 2fr)',
      isRowHeader: true,
      isSortable,
      card: 'name',
      cell: row =>
        isLink ? (
          <Link href={`/people/${row.id}`} look="subtle">
            {row.name}
          </Link>
        ) : (
          row.name
        ),
    },
    {
      id: 'company',
      label: t('directory.column.company'),
      width: 'minmax(0, 2fr)',
      isSortable,
      cell: row => row.company?.name,
    },
    {
      id: 'email',
      label: t('directory.column.reach'),
      width: 'minmax(0, 2.4fr)',
      isSortable,
      cell: row => row.email ?? row.phone,
    },
  ]
}

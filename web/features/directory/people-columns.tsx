import { useMemo } from 'react'
import type { PersonRow } from '../../../contract/people.ts'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PrequalifyButton } from '../prequalification/prequalify-button.tsx'
import { useMay } from '../sign-in/session.ts'
import type { DirectoryTab } from './directory-tabs.ts'
import { InvitationBadge } from './invitation-badge.tsx'
import { InvitationSteps } from './invitation-steps.tsx'
import { InviteButton } from './invite-button.tsx'
import styles from './people-list.module.css'
import { PlannedBadge } from './planned-badge.tsx'

type Press = (person: { id: string; name: string }) => Promise<unknown>

export function usePeopleColumns(
  tab: DirectoryTab,
  invite: Press,
  prequalify: (id: string) => void,
): DataColumn<PersonRow>[] {
  const { t } = useMessages()
  const may = useMay()
  const seesDetail = may('directory.view-user-detail')
  const prequalifies = may('prequalifications.view')
  return useMemo(() => {
    const columns: DataColumn<PersonRow>[] = [
      {
        id: 'name',
        label: t('directory.column.name'),
        width: 'minmax(0, 2fr)',
        isRowHeader: true,
        isSortable: true,
        card: 'name',
        cell: row => (
          <Link href={`/people/${row.id}`} look="subtle">
            {row.name}
          </Link>
        ),
      },
      {
        id: 'company',
        label: t('directory.column.company'),
        width: 'minmax(0, 2fr)',
        isSortable: true,
        cell: row => row.company?.name,
      },
    ]
    if (seesDetail)
      columns.push({
        id: 'email',
        label: t('directory.column.reach'),
        width: 'minmax(0, 2.4fr)',
        isSortable: true,
        cell: row => row.email ?? row.phone,
      })
    if (tab === 'users') {
      columns.push(
        {
          id: 'status',
          label: t('directory.column.status'),
          width: 'minmax(0, 2.2fr)',
          card: 'state',
          cell: row => (
            <>
              <InvitationBadge {...row.invitation} />
              <PlannedBadge plan={row.plannedInactivation} />
            </>
          ),
        },
        {
          id: 'action',
          label: t('directory.column.action'),
          isLabelHidden: true,
          width: prequalifies ? '216px' : '104px',
          card: 'action',
          // What waits has no *Invite*, and *Cancel* in its place.
          cell: row => (
            <span className={styles.buttons}>
              {row.invitation.button.action ? (
                <InviteButton person={row} onPress={invite} />
              ) : (
                <InvitationSteps person={row} />
              )}
              <PrequalifyButton person={row} onPress={prequalify} />
            </span>
          ),
        },
      )
    }
    return columns
  }, [t, tab, invite, prequalify, seesDetail, prequalifies])
}

import { type ReactNode, useMemo } from 'react'
import type { PeopleColumn, PersonRow } from '../../../contract/people.ts'
import type { DataColumn } from '../../ui/data-table/types.ts'
import type { MessageKey } from '../../ui/i18n/language.ts'
import { type Messages, useMessages } from '../../ui/i18n/messages.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { useOffers } from '../bulk/use-offers.ts'
import type { PressOne } from '../bulk/use-press-one.tsx'
import { PrequalifyButton } from '../prequalification/prequalify-button.tsx'
import { useMay } from '../sign-in/session.ts'
import { PEOPLE_TABS, type PeopleTab } from './directory-tabs.ts'
import { InvitationBadge } from './invitation-badge.tsx'
import { InvitationSteps, InvitationStepsMenu } from './invitation-steps.tsx'
import { InviteButton } from './invite-button.tsx'
import { leavingAction } from './leave-buttons.tsx'
import { LeaveRowButton } from './leave-row-button.tsx'
import styles from './people-list.module.css'
import { personColumns } from './person-columns.tsx'
import { PlannedBadge } from './planned-badge.tsx'
import type { TakeStep } from './use-invitation-steps.tsx'

type Press = (person: { id: string; name: string }) => Promise<unknown>

const LABELS: Record<PeopleColumn, MessageKey> = {
  company: 'directory.column.company',
  email: 'directory.column.reach',
  title: 'person.job-title',
  employee: 'person.employee',
  template: 'person.template',
  status: 'directory.column.status',
  joined: 'directory.column.joined',
}

/** What a list of people on a tab can show beside the name, and what it shows unless one chooses. */
export function useColumnChoice(
  tab: PeopleTab,
  isOnProject = false,
): { all: { id: string; label: string }[]; usual: string[] } {
  const { t } = useMessages()
  const may = useMay()
  const isUsers = PEOPLE_TABS[tab].kind === 'user'
  const seesDetail = may('directory.view-user-detail')
  const ids: PeopleColumn[] = [
    'company',
    ...(seesDetail ? (['email', 'title'] as const) : []),
    'employee',
    ...(isUsers && !isOnProject && may('directory.view-templates') ? (['template'] as const) : []),
    ...(isUsers ? (['status', 'joined'] as const) : []),
  ]
  const usual: PeopleColumn[] = ['company', 'email']
  // On a project there is a column for what they may do there.
  if (!isOnProject || !isUsers) usual.push(tab === 'users' ? 'status' : 'title')
  return {
    all: ids.map(id => ({ id, label: t(LABELS[id]) })),
    usual: usual.filter(id => ids.includes(id)),
  }
}

/** The name, and of what else a list of people can show what is chosen. */
export function chosenPeopleColumns<Person extends PersonRow>(
  t: Messages['t'],
  shown: ReadonlySet<string>,
  { isLink = true } = {},
): DataColumn<Person>[] {
  const column = (id: PeopleColumn, more: Omit<DataColumn<Person>, 'id' | 'label'>): DataColumn<Person> => ({
    id,
    label: t(LABELS[id]),
    ...more,
  })
  const all: DataColumn<Person>[] = [
    ...personColumns<Person>({ t }, { isSortable: true, isLink }),
    column('title', { width: 'minmax(0, 1.5fr)', cell: row => row.jobTitle }),
    column('employee', {
      width: 'minmax(0, 1fr)',
      cell: row => (row.isEmployee ? t('directory.employee.yes') : null),
    }),
    column('template', { width: 'minmax(0, 1.6fr)', cell: row => row.template?.name }),
    column('status', {
      width: 'minmax(0, 2.2fr)',
      card: 'state',
      cell: row => (
        <>
          <InvitationBadge {...row.invitation} />
          <PlannedBadge plan={row.plannedInactivation} />
        </>
      ),
    }),
    column('joined', {
      width: 'minmax(0, 1.2fr)',
      cell: row => row.joinedAt && <RelativeTime at={row.joinedAt} />,
    }),
  ]
  return all.filter(({ id }) => id === 'name' || shown.has(id))
}

/** @param shown kept the same from one drawing to the next */
export function usePeopleColumns<Person extends PersonRow>(
  tab: PeopleTab,
  shown: ReadonlySet<string>,
  invite: Press,
  takeStep: TakeStep,
  press: PressOne,
): DataColumn<Person>[] {
  const { t } = useMessages()
  const { kind, status } = PEOPLE_TABS[tab]
  const offer = useOffers(kind, status).find(one => one.name === leavingAction(kind, status))
  const prequalifies = useMay()('prequalifications.view')
  return useMemo(() => {
    const columns = chosenPeopleColumns<Person>(t, shown)
    const leave = (row: Person) => <LeaveRowButton item={row} offer={offer} onPress={press} />
    const action = (width: number, cell: (row: Person) => ReactNode): DataColumn<Person> => ({
      id: 'action',
      label: t('directory.column.action'),
      isLabelHidden: true,
      width: `${width}px`,
      card: tab === 'users' ? 'actions' : 'action',
      cell: row => <span className={styles.buttons}>{cell(row)}</span>,
    })
    if (tab !== 'users') columns.push(action(status === 'active' ? 48 : 128, leave))
    else
      columns.push(
        // What waits has no *Invite*, and *Cancel* in its place; what is unconfirmed is to be decided here.
        action((prequalifies ? 216 : 104) + (offer?.whyNot ? 0 : 56), row => {
          const isShort = Boolean(row.invitation.button.action) && !row.invitation.isUnconfirmed
          return (
            <>
              {row.invitation.button.action && <InviteButton person={row} onPress={invite} />}
              {!isShort && <InvitationSteps person={row} onTake={takeStep} />}
              <PrequalifyButton person={row} onPress={id => press('user.prequalify', id)} />
              <span className={styles.last}>
                {isShort && <InvitationStepsMenu person={row} onTake={takeStep} />}
                {leave(row)}
              </span>
            </>
          )
        }),
      )
    return columns
  }, [t, tab, status, invite, takeStep, press, prequalifies, offer, shown])
}

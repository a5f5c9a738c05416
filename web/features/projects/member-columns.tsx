import { useQuery } from '@tanstack/react-query'
import type { ProjectCard, ProjectPerson } from '../../../contract/projects.ts'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Select } from '../../ui/select.tsx'
import type { Offer } from '../bulk/use-offers.ts'
import type { PressOne } from '../bulk/use-press-one.tsx'
import { PEOPLE_TABS, type PeopleTab } from '../directory/directory-tabs.ts'
import { LeaveRowButton } from '../directory/leave-row-button.tsx'
import { chosenPeopleColumns } from '../directory/people-columns.tsx'
import { removalColumn } from '../directory/removal-column.tsx'
import { templatesOf } from '../permissions/templates-query.ts'
import { useMay } from '../sign-in/session.ts'

interface Presses {
  remove: (person: ProjectPerson) => void
  give: (person: ProjectPerson, templateId: string | null) => void
  /** What brings them back, on the tabs of the inactive. */
  leave: { offer: Offer | undefined; press: PressOne }
}

/** The columns of one tab of a project's directory. */
export function useMemberColumns(
  project: ProjectCard,
  tab: PeopleTab,
  shown: ReadonlySet<string>,
  on: Presses,
): DataColumn<ProjectPerson>[] {
  const { t } = useMessages()
  const may = useMay()
  const mayChoose = may('directory.create-and-edit-users') && project.may.addPeople
  const templates = useQuery({ ...templatesOf('project'), enabled: mayChoose }).data?.items ?? []
  const choices = (person: ProjectPerson) => [
    { value: '', label: t('project.no-template') },
    ...templates
      .filter(({ id, mayAssign }) => mayAssign || id === person.projectTemplate?.id)
      .map(({ id, name }) => ({ value: id, label: name })),
  ]
  const isActive = PEOPLE_TABS[tab].status === 'active'
  const columns: DataColumn<ProjectPerson>[] = chosenPeopleColumns(t, shown, {
    // Whoever is inactive has a card only for who may edit people.
    isLink: may('directory.view') && (isActive || may('directory.create-and-edit-users')),
  })
  if (PEOPLE_TABS[tab].kind === 'user')
    columns.push({
      id: 'on-project',
      label: t('project.template'),
      width: 'minmax(0, 1.8fr)',
      cell: row =>
        mayChoose && isActive && templates.length > 0 ? (
          <Select
            label={t('project.template.of', { name: row.name })}
            isLabelHidden
            value={row.projectTemplate?.id ?? ''}
            options={choices(row)}
            onChange={templateId => on.give(row, templateId || null)}
          />
        ) : (
          row.projectTemplate?.name
        ),
    })
  if (project.may.addPeople && isActive) columns.push(removalColumn({ t }, on.remove))
  if (!isActive)
    columns.push({
      id: 'action',
      label: t('directory.column.action'),
      isLabelHidden: true,
      width: '128px',
      card: 'action',
      cell: row => <LeaveRowButton item={row} offer={on.leave.offer} onPress={on.leave.press} />,
    })
  return columns
}

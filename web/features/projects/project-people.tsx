import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { peopleSorts } from '../../../contract/people.ts'
import type { ProjectCard, ProjectPerson } from '../../../contract/projects.ts'
import { api } from '../../api.ts'
import { ListPages } from '../../list-pages.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { ListToolbar } from '../../ui/list-toolbar.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Select } from '../../ui/select.tsx'
import { useAction } from '../../use-action.ts'
import { PEOPLE_TABS, type PeopleTab } from '../directory/directory-tabs.ts'
import { type ListSort, sortShown } from '../directory/people-search.ts'
import { personColumns } from '../directory/person-columns.tsx'
import { removalColumn } from '../directory/removal-column.tsx'
import { templatesOf } from '../permissions/templates-query.ts'
import { useMay } from '../sign-in/session.ts'
import type { ListSearch } from './list-search.ts'
import { projectPeople, refreshProjects } from './project-queries.ts'

const NO_ROWS: readonly ProjectPerson[] = []

/** One tab of a project's directory. */
export function ProjectPeople({ project, tab }: { project: ProjectCard; tab: PeopleTab }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const search = useSearch({ from: '/signed-in/projects/$id/$tab' })
  const sort = (peopleSorts as readonly string[]).includes(search.sort ?? '') ? search.sort! : 'name'
  const page = useQuery(
    projectPeople(project.id, { ...PEOPLE_TABS[tab], q: search.q, sort, cursor: search.cursor }),
  )
  const path = (person: { id: string }) => `/projects/${project.id}/people/${person.id}`
  const remove = useAction((person: ProjectPerson) => api.delete(path(person)), {
    onSuccess: () => refreshProjects(),
  })
  const give = useAction(
    ({ person, templateId }: { person: ProjectPerson; templateId: string | null }) =>
      api.put(path(person), { templateId }),
    { onSuccess: () => refreshProjects() },
  )
  const change = (to: ListSearch) =>
    void navigate({
      to: '/projects/$id/$tab',
      params: { id: project.id, tab },
      search: { ...search, cursor: undefined, from: undefined, ...to },
    })
  const columns = useMemberColumns(project, tab, {
    remove: person => remove.mutate(person),
    give: (person, templateId) => give.mutate({ person, templateId }),
  })
  const rows = page.data?.items ?? NO_ROWS
  const failed = remove.error ?? give.error
  return (
    <>
      {failed && <ErrorState error={failed} />}
      <ListToolbar
        search={
          <SearchField
            label={t('directory.search')}
            placeholder={t('directory.search.people')}
            value={search.q ?? ''}
            onSearch={q => change({ q: q || undefined })}
          />
        }
      />
      {page.isError ? (
        <ErrorState error={page.error} onRetry={() => void page.refetch()} />
      ) : (
        <DataTable
          label={t(`directory.tab.${tab}`)}
          columns={columns}
          rows={rows}
          nameOf={row => row.name}
          sort={sortShown(sort)}
          onSort={(column, isDescending) =>
            change({ sort: (isDescending ? `-${column}` : column) as ListSort })
          }
          onRowLetter={{ e: row => void navigate({ to: '/people/$id', params: { id: row.id } }) }}
          isLoading={page.isPending}
          isStale={page.isPlaceholderData}
          empty={
            search.q ? (
              <EmptyState
                title={t('directory.none.title')}
                action={<Button onPress={() => change({ q: undefined })}>{t('directory.none.clear')}</Button>}
              />
            ) : (
              <EmptyState title={t(`project.nobody.${tab}.title`)}>
                {t(`project.nobody.${tab}.words`)}
              </EmptyState>
            )
          }
        />
      )}
      <ListPages
        label={t('directory.pages')}
        from={search.from}
        rows={rows.length}
        next={page.data?.next}
        onTurn={change}
      />
    </>
  )
}

interface Presses {
  remove: (person: ProjectPerson) => void
  give: (person: ProjectPerson, templateId: string | null) => void
}

function useMemberColumns(project: ProjectCard, tab: PeopleTab, on: Presses): DataColumn<ProjectPerson>[] {
  const { t } = useMessages()
  const mayChoose = useMay()('directory.create-and-edit-users') && project.may.addPeople
  const templates = useQuery({ ...templatesOf('project'), enabled: mayChoose }).data?.items ?? []
  const choices = (person: ProjectPerson) => [
    { value: '', label: t('project.no-template') },
    ...templates
      .filter(({ id, mayAssign }) => mayAssign || id === person.projectTemplate?.id)
      .map(({ id, name }) => ({ value: id, label: name })),
  ]
  const isActive = PEOPLE_TABS[tab].status === 'active'
  const columns: DataColumn<ProjectPerson>[] = personColumns({ t }, { isSortable: true })
  if (PEOPLE_TABS[tab].kind === 'user')
    columns.push({
      id: 'template',
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
  return columns
}

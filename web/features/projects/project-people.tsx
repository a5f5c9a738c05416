import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type PeopleFilter, peopleSorts } from '../../../contract/people.ts'
import type { ProjectCard, ProjectPerson } from '../../../contract/projects.ts'
import { api } from '../../api.ts'
import { ListPages } from '../../list-pages.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { ListToolbar } from '../../ui/list-toolbar.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { useAction } from '../../use-action.ts'
import { BulkBar } from '../bulk/bulk-bar.tsx'
import { type InPlace, useOffers } from '../bulk/use-offers.ts'
import { usePressOne } from '../bulk/use-press-one.tsx'
import { useRowSelection } from '../bulk/use-row-selection.ts'
import { PEOPLE_TABS, type PeopleTab } from '../directory/directory-tabs.ts'
import { ExportLink } from '../directory/export-link.tsx'
import { leavingAction } from '../directory/leave-buttons.tsx'
import { peopleCounts } from '../directory/people-queries.ts'
import { type ListSort, sortShown } from '../directory/people-search.ts'
import { tickedOf, withTicks } from '../directory/people-selection.ts'
import { useMay } from '../sign-in/session.ts'
import type { ListSearch } from './list-search.ts'
import { useMemberColumns } from './member-columns.tsx'
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
  const { kind, status } = PEOPLE_TABS[tab]
  const inPlace = useMemo(
    (): InPlace | null =>
      project.may.reactivate ? { action: 'user.reactivate', input: { projectId: project.id } } : null,
    [project.id, project.may.reactivate],
  )
  const offers = useOffers(kind, status, inPlace)
  const mayTick = offers.some(offer => offer.whyNot === null)
  const [press, pressed] = usePressOne()
  const filter = useMemo(
    (): PeopleFilter => ({
      ...{ kind, status, invitation: 'all', project: project.id },
      ...(search.q && { q: search.q }),
    }),
    [kind, status, project.id, search.q],
  )
  // All that match are selected by who may ask for the people of any project; else one ticks.
  const maySelectAll = useMay()('projects.view-all')
  const counts = useQuery({ ...peopleCounts(filter), enabled: maySelectAll && mayTick })
  const [selection, setSelection] = useRowSelection<PeopleFilter>(`${project.id} ${tab}`)
  const columns = useMemberColumns(project, tab, {
    leave: { offer: offers.find(one => one.name === leavingAction(kind, status)), press },
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
      >
        <ExportLink path={`/projects/${project.id}/people.csv`} query={{ kind, status, q: search.q, sort }} />
      </ListToolbar>
      {page.isError ? (
        <ErrorState error={page.error} onRetry={() => void page.refetch()} />
      ) : (
        <DataTable
          label={t(`directory.tab.${tab}`)}
          columns={columns}
          rows={rows}
          nameOf={row => row.name}
          {...(mayTick && {
            selection: {
              ticked: tickedOf(selection, rows),
              onChange: next => setSelection(withTicks(selection, rows, next)),
            },
          })}
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
        total={counts.data?.total}
        next={page.data?.next}
        onTurn={change}
      />
      {pressed}
      {mayTick && (
        <BulkBar
          subject={kind}
          selection={selection}
          onChange={setSelection}
          filter={filter}
          filterWords={({ q }) => (q ? t('filter.q', { text: q }) : project.name)}
          matching={counts.data?.total}
          loaded={rows.length}
          inPlace={inPlace}
        />
      )}
    </>
  )
}

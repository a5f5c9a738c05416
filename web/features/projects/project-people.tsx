import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { PeopleFilter } from '../../../contract/people.ts'
import type { ProjectCard, ProjectPerson } from '../../../contract/projects.ts'
import { api } from '../../api.ts'
import { ListPages } from '../../list-pages.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'
import { BulkBar } from '../bulk/bulk-bar.tsx'
import { type InPlace, useOffers } from '../bulk/use-offers.ts'
import { usePressOne } from '../bulk/use-press-one.tsx'
import { useRowSelection } from '../bulk/use-row-selection.ts'
import { PEOPLE_TABS, type PeopleTab } from '../directory/directory-tabs.ts'
import { leavingAction } from '../directory/leave-buttons.tsx'
import { NobodyHere } from '../directory/nobody-here.tsx'
import { PeopleFilters } from '../directory/people-filters.tsx'
import styles from '../directory/people-list.module.css'
import { peopleCounts } from '../directory/people-queries.ts'
import { filterOf, type ListSort, NO_FILTER, peopleSortOf, sortShown } from '../directory/people-search.ts'
import { tickedOf, withTicks } from '../directory/people-selection.ts'
import { PeopleToolbar, usePeopleShown } from '../directory/people-toolbar.tsx'
import { useColumnFilters } from '../directory/use-column-filters.ts'
import { useFilterWords } from '../directory/use-filter-words.ts'
import { useTabSearch } from '../directory/use-tab-search.ts'
import { useMay } from '../sign-in/session.ts'
import { useMemberColumns } from './member-columns.tsx'
import { projectPeople, refreshProjects } from './project-queries.ts'

const NO_ROWS: readonly ProjectPerson[] = []

/** One tab of a project's directory. */
export function ProjectPeople({ project, tab }: { project: ProjectCard; tab: PeopleTab }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const [search, change] = useTabSearch()
  const sort = peopleSortOf(search)
  const { kind, status } = PEOPLE_TABS[tab]
  const filter = useMemo((): PeopleFilter => {
    const { template: _template, group: _group, ...asked } = filterOf(tab, search)
    return { ...asked, project: project.id }
  }, [tab, search, project.id])
  const page = useQuery(projectPeople(filter, { sort, cursor: search.cursor }))
  const path = (person: { id: string }) => `/projects/${project.id}/people/${person.id}`
  const remove = useAction((person: ProjectPerson) => api.delete(path(person)), {
    onSuccess: () => refreshProjects(),
  })
  const give = useAction(
    ({ person, templateId }: { person: ProjectPerson; templateId: string | null }) =>
      api.put(path(person), { templateId }),
    { onSuccess: () => refreshProjects() },
  )
  const inPlace = useMemo(
    (): InPlace | null =>
      project.may.reactivate ? { action: 'user.reactivate', input: { projectId: project.id } } : null,
    [project.id, project.may.reactivate],
  )
  const offers = useOffers(kind, status, inPlace)
  const mayTick = offers.some(offer => offer.whyNot === null)
  const [press, pressed] = usePressOne()
  // Counts, and so all that match, are for who may ask for the people of any project; else one ticks.
  const isCounted = useMay()('projects.view-all')
  const counts = useQuery({ ...peopleCounts(filter), enabled: isCounted })
  const [selection, setSelection] = useRowSelection<PeopleFilter>(`${project.id} ${tab}`)
  const filterWords = useFilterWords()
  const shown = usePeopleShown(tab, search, true)
  const columnFilters = useColumnFilters(search, change)
  const columns = useMemberColumns(project, tab, shown, {
    leave: { offer: offers.find(one => one.name === leavingAction(kind, status)), press },
    remove: person => remove.mutate(person),
    give: (person, templateId) => give.mutate({ person, templateId }),
  })
  const rows = page.data?.items ?? NO_ROWS
  const groupOf =
    search.by === 'company'
      ? (row: ProjectPerson) => row.company?.name ?? t('directory.no-company')
      : undefined
  const failed = remove.error ?? give.error
  return (
    <div className={styles.list}>
      <PeopleFilters
        tab={tab}
        filter={filter}
        search={search}
        counts={counts.data}
        anyone={rows[0]}
        isOnProject
        isCounted={isCounted}
        onChange={change}
      />
      <div className={styles.people}>
        {failed && <ErrorState error={failed} />}
        <PeopleToolbar {...{ tab, search, filter, shown }} project={project.id} onChange={change} />
        {page.isError ? (
          <ErrorState error={page.error} onRetry={() => void page.refetch()} />
        ) : (
          <DataTable
            label={t(`directory.tab.${tab}`)}
            columns={columns}
            filters={columnFilters}
            rows={rows}
            nameOf={row => row.name}
            groupOf={groupOf}
            {...(mayTick && {
              selection: {
                ticked: tickedOf(selection, rows),
                onChange: next => setSelection(withTicks(selection, rows, next)),
              },
            })}
            sort={sortShown(sort)}
            onSort={(column, isDescending) =>
              change({ sort: (isDescending ? `-${column}` : column) as ListSort, by: undefined })
            }
            onRowLetter={{ e: row => void navigate({ to: '/people/$id', params: { id: row.id } }) }}
            isLoading={page.isPending}
            isStale={page.isPlaceholderData}
            empty={<NobodyHere tab={tab} search={search} isOnProject onClear={() => change(NO_FILTER)} />}
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
            filterWords={filterWords}
            matching={isCounted ? counts.data?.total : undefined}
            loaded={rows.length}
            inPlace={inPlace}
          />
        )}
      </div>
    </div>
  )
}

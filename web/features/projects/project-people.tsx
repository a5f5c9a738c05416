import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PeopleFilter } from '../../../contract/people.ts'
import type { ProjectCard, ProjectPerson } from '../../../contract/projects.ts'
import { api } from '../../api.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { useAction } from '../../use-action.ts'
import { type InPlace, useOffers } from '../bulk/use-offers.ts'
import { usePressOne } from '../bulk/use-press-one.tsx'
import { PEOPLE_TABS, type PeopleTab } from '../directory/directory-tabs.ts'
import { leavingAction } from '../directory/leave-buttons.tsx'
import { NobodyHere } from '../directory/nobody-here.tsx'
import { PeopleFilters } from '../directory/people-filters.tsx'
import styles from '../directory/people-list.module.css'
import { peopleCounts } from '../directory/people-queries.ts'
import { filterOf, NO_FILTER, peopleSortOf } from '../directory/people-search.ts'
import { layoutFor, PeopleTable } from '../directory/people-table.tsx'
import { PeopleToolbar, usePeopleShown } from '../directory/people-toolbar.tsx'
import { useTabSearch } from '../directory/use-tab-search.ts'
import { useMay } from '../sign-in/session.ts'
import { useMemberColumns } from './member-columns.tsx'
import { projectPeople, refreshProjects } from './project-queries.ts'

/** A tab of people of a project's directory. */
export function ProjectPeople({ project, tab }: { project: ProjectCard; tab: PeopleTab }) {
  const [search, change] = useTabSearch()
  const { kind, status } = PEOPLE_TABS[tab]
  const filter = useMemo((): PeopleFilter => {
    const { template: _template, group: _group, ...asked } = filterOf(tab, search)
    return { ...asked, project: project.id }
  }, [tab, search, project.id])
  const page = useQuery(projectPeople(filter, { sort: peopleSortOf(search), cursor: search.cursor }))
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
  const shown = usePeopleShown(tab, search, true)
  const columns = useMemberColumns(project, tab, shown, {
    leave: { offer: offers.find(one => one.name === leavingAction(kind, status)), press },
    remove: person => remove.mutate(person),
    give: (person, templateId) => give.mutate({ person, templateId }),
  })
  const failed = remove.error ?? give.error
  return (
    <div className={layoutFor(columns)}>
      <PeopleFilters
        {...{ tab, filter, search, isCounted }}
        counts={counts.data}
        anyone={page.data?.items[0]}
        isOnProject
        onChange={change}
      />
      <div className={styles.people}>
        {failed && <ErrorState error={failed} />}
        <PeopleToolbar {...{ tab, search, filter, shown }} project={project.id} onChange={change} />
        {pressed}
        <PeopleTable
          {...{ tab, search, filter, page, columns, mayTick, inPlace }}
          list={`${project.id} ${tab}`}
          total={counts.data?.total}
          onChange={change}
          empty={<NobodyHere tab={tab} search={search} isOnProject onClear={() => change(NO_FILTER)} />}
        />
      </div>
    </div>
  )
}

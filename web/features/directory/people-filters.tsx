import { useQuery } from '@tanstack/react-query'
import type { InvitationFilter, PeopleCounts, PeopleFilter, PersonRow } from '../../../contract/people.ts'
import { FilterGroup } from '../../ui/filter-group.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useMay } from '../sign-in/session.ts'
import type { PeopleTab } from './directory-tabs.ts'
import { FacetFilter } from './facet-filter.tsx'
import { FilterPanel } from './filter-panel.tsx'
import { groupCard } from './groups/group-queries.ts'
import type { PeopleSearch } from './people-search.ts'

const INVITATION: InvitationFilter[] = ['all', 'invited', 'not-invited', 'waiting', 'error']

interface PeopleFiltersProps {
  tab: PeopleTab
  filter: PeopleFilter
  search: PeopleSearch
  counts: PeopleCounts | undefined
  /** One of those listed: tells what the company of the filter is called, also where it was merged into another. */
  anyone: PersonRow | undefined
  /** Whether choices with their counts may be asked for; members of a project may not. */
  isCounted?: boolean
  /** Of a project's directory, where what they may do there is said in each row. */
  isOnProject?: boolean
  onChange: (next: Partial<PeopleSearch>) => void
}

/** Left of the list; on narrow screens behind one button. */
export function PeopleFilters(props: PeopleFiltersProps) {
  const { t } = useMessages()
  const { invitation, unconfirmed, company, template, group, employee } = props.search
  return (
    <FilterPanel
      chosen={[invitation, unconfirmed, company, template, group, employee].filter(Boolean).length}
      {...(props.counts && { show: t('directory.filters.show', { n: props.counts.total }) })}
    >
      <Groups {...props} />
    </FilterPanel>
  )
}

function Groups(props: PeopleFiltersProps) {
  const { t } = useMessages()
  const may = useMay()
  const { tab, filter, search, counts, anyone, isCounted = true, isOnProject = false, onChange } = props
  return (
    <>
      {tab === 'users' && (
        <FilterGroup
          label={t('directory.invitation-status')}
          value={search.invitation ?? 'all'}
          options={INVITATION.map(value => ({
            value,
            label: t(`directory.invitation.${value}`),
            count: counts?.invitation[value],
          }))}
          onChange={next => onChange({ invitation: next === 'all' ? undefined : next })}
        />
      )}
      {tab === 'users' && (search.unconfirmed || Boolean(counts?.unconfirmed)) && (
        <FilterGroup
          label={t('directory.unconfirmed')}
          value={search.unconfirmed ?? ''}
          options={[
            { value: '', label: t('directory.unconfirmed.any') },
            { value: 'yes', label: t('directory.unconfirmed.only'), count: counts?.unconfirmed },
          ]}
          onChange={next => onChange({ unconfirmed: next === '' ? undefined : next })}
        />
      )}
      <FilterGroup
        label={t('person.employee')}
        value={search.employee ?? ''}
        options={[
          { value: '', label: t('directory.employee.any') },
          { value: 'yes', label: t('directory.employee.only') },
          { value: 'no', label: t('directory.employee.others') },
        ]}
        onChange={next => onChange({ employee: next === '' ? undefined : next })}
      />
      {search.group && <GroupFilter id={search.group} onClear={() => onChange({ group: undefined })} />}
      {isCounted && (
        <FacetFilter
          group="company"
          filter={filter}
          value={search.company && (anyone?.company?.id ?? search.company)}
          chosenName={anyone?.company?.name}
          onChange={company => onChange({ company })}
        />
      )}
      {!isOnProject && tab.endsWith('users') && may('directory.view-templates') && (
        <FacetFilter
          group="template"
          filter={filter}
          value={search.template}
          chosenName={anyone?.template?.name}
          onChange={template => onChange({ template })}
        />
      )}
    </>
  )
}

/** Who is in one distribution group: chosen on its page, taken off here. */
function GroupFilter({ id, onClear }: { id: string; onClear: () => void }) {
  const { t } = useMessages()
  const group = useQuery(groupCard(id))
  return (
    <FilterGroup
      label={t('group.filter')}
      value={id}
      options={[
        { value: '', label: t('group.filter.any') },
        { value: id, label: group.data?.name ?? t('filter.group'), count: undefined },
      ]}
      onChange={onClear}
    />
  )
}

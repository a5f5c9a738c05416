import type { InvitationFilter, PeopleCounts, PeopleFilter } from '../../../contract/people.ts'
import { FilterGroup } from '../../ui/filter-group.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useMay } from '../sign-in/session.ts'
import type { PeopleTab } from './directory-tabs.ts'
import { FacetFilter } from './facet-filter.tsx'
import { FilterPanel } from './filter-panel.tsx'
import type { PeopleSearch } from './people-search.ts'

const INVITATION: InvitationFilter[] = ['all', 'invited', 'not-invited', 'waiting', 'error']

interface PeopleFiltersProps {
  tab: PeopleTab
  filter: PeopleFilter
  search: PeopleSearch
  counts: PeopleCounts | undefined
  onChange: (next: Partial<PeopleSearch>) => void
}

/** Left of the list; on narrow screens behind one button. */
export function PeopleFilters(props: PeopleFiltersProps) {
  const { t } = useMessages()
  const { invitation, unconfirmed, company, template, employee } = props.search
  return (
    <FilterPanel
      chosen={[invitation, unconfirmed, company, template, employee].filter(Boolean).length}
      show={t('directory.filters.show', { n: props.counts?.total ?? 0 })}
    >
      <Groups {...props} />
    </FilterPanel>
  )
}

function Groups({ tab, filter, search, counts, onChange }: PeopleFiltersProps) {
  const { t } = useMessages()
  const may = useMay()
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
      <FacetFilter
        group="company"
        filter={filter}
        value={search.company}
        onChange={company => onChange({ company })}
      />
      {tab.endsWith('users') && may('directory.view-templates') && (
        <FacetFilter
          group="template"
          filter={filter}
          value={search.template}
          onChange={template => onChange({ template })}
        />
      )}
    </>
  )
}

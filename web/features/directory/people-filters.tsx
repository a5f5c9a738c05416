import { IconFilter } from '@tabler/icons-react'
import { useState } from 'react'
import type { InvitationFilter, PeopleCounts, PeopleFilter } from '../../../contract/people.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FilterGroup } from '../../ui/filter-group.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useMay } from '../sign-in/session.ts'
import type { DirectoryTab } from './directory-tabs.ts'
import { FacetFilter } from './facet-filter.tsx'
import styles from './people-list.module.css'
import type { PeopleSearch } from './people-search.ts'

const INVITATION: InvitationFilter[] = ['all', 'invited', 'not-invited', 'waiting', 'error']

interface PeopleFiltersProps {
  tab: DirectoryTab
  filter: PeopleFilter
  search: PeopleSearch
  counts: PeopleCounts | undefined
  onChange: (next: Partial<PeopleSearch>) => void
}

/** Left of the list; on narrow screens behind one button. */
export function PeopleFilters(props: PeopleFiltersProps) {
  const { t } = useMessages()
  const [isOpen, setOpen] = useState(false)
  const { invitation, company, template } = props.search
  const chosen = [invitation, company, template].filter(Boolean).length
  return (
    <>
      <div className={styles.filters}>
        <Groups {...props} />
      </div>
      <div className={styles.filterButton}>
        <Button icon={<IconFilter size={18} aria-hidden />} onPress={() => setOpen(true)}>
          {t('directory.filters', { n: chosen })}
        </Button>
      </div>
      <Dialog
        title={t('directory.filters.title')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        footer={
          <Button tone="primary" onPress={() => setOpen(false)}>
            {t('directory.filters.show', { n: props.counts?.total ?? 0 })}
          </Button>
        }
      >
        <Groups {...props} />
      </Dialog>
    </>
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
      <FacetFilter
        group="company"
        filter={filter}
        value={search.company}
        onChange={company => onChange({ company })}
      />
      {may('directory.view-templates') && (
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

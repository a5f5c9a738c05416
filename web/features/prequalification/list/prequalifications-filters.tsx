import type { PrequalificationCounts } from '../../../../contract/prequalification/prequalifications.ts'
import { FilterGroup } from '../../../ui/filter-group.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { FilterPanel } from '../../directory/filter-panel.tsx'
import { FORM_STATES, NEEDS, type PrequalificationsSearch, STATUSES } from './prequalifications-search.ts'

interface FiltersProps {
  search: PrequalificationsSearch
  counts: PrequalificationCounts | undefined
  onChange: (next: Partial<PrequalificationsSearch>) => void
}

/** Left of the list; on narrow screens behind one button. */
export function PrequalificationsFilters(props: FiltersProps) {
  const { t } = useMessages()
  const { status, form, trade, expiring, overdue } = props.search
  return (
    <FilterPanel
      chosen={[status, form, trade, expiring, overdue].filter(Boolean).length}
      show={t('prequalifications.filters.show', { n: props.counts?.total ?? 0 })}
    >
      <Groups {...props} />
    </FilterPanel>
  )
}

function Groups({ search, counts, onChange }: FiltersProps) {
  const { t } = useMessages()
  const sum = (group: 'status' | 'form') =>
    counts && Object.values(counts[group]).reduce((all, one) => all + one, 0)
  return (
    <>
      <FilterGroup
        label={t('prequalifications.status')}
        value={search.status ?? 'any'}
        options={[
          { value: 'any', label: t('prequalifications.any'), count: sum('status') },
          ...STATUSES.map(value => ({
            value,
            label: t(`prequalification.status.${value}`),
            count: counts?.status[value],
          })),
        ]}
        onChange={value => onChange({ status: value === 'any' ? undefined : value })}
      />
      <FilterGroup
        label={t('prequalifications.form-status')}
        value={search.form ?? 'any'}
        options={[
          { value: 'any', label: t('prequalifications.any'), count: sum('form') },
          ...FORM_STATES.map(value => ({
            value,
            label: t(`prequalification.form.${value}`),
            count: counts?.form[value],
          })),
        ]}
        onChange={value => onChange({ form: value === 'any' ? undefined : value })}
      />
      <FilterGroup
        label={t('prequalifications.needs')}
        value={NEEDS.find(need => search[need]) ?? 'any'}
        options={[
          { value: 'any', label: t('prequalifications.any') },
          ...NEEDS.map(value => ({
            value,
            label: t(`prequalifications.needs.${value}`),
            count: counts?.[value],
          })),
        ]}
        onChange={value =>
          onChange({
            expiring: value === 'expiring' ? 'true' : undefined,
            overdue: value === 'overdue' ? 'true' : undefined,
          })
        }
      />
      <SearchField
        label={t('prequalifications.trade')}
        placeholder={t('prequalifications.trade')}
        value={search.trade ?? ''}
        onSearch={trade => onChange({ trade: trade || undefined })}
        look="slim"
      />
    </>
  )
}

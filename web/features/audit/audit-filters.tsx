import { useQuery } from '@tanstack/react-query'
import { auditEventNames } from '../../../contract/audit.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { PeoplePicker } from '../directory/people-picker.tsx'
import { personCard } from '../directory/people-queries.ts'
import { useMay } from '../sign-in/session.ts'
import styles from './audit-page.module.css'
import type { AuditSearch } from './audit-queries.ts'

interface AuditFiltersProps {
  search: AuditSearch
  onChange: (change: Partial<AuditSearch>) => void
}

/** What was done, by or to whom, and when; all of it stands in the address. */
export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  const { t, ofCode } = useMessages()
  const mayFind = useMay()('directory.view')
  const isBackward = search.from !== undefined && search.until !== undefined && search.from > search.until
  return (
    <div className={styles.filters}>
      <Select
        label={t('audit.filter.event')}
        value={search.event ?? ''}
        options={[
          { value: '', label: t('audit.filter.all') },
          ...auditEventNames.map(name => ({ value: name, label: ofCode('audit', name) })),
        ]}
        onChange={event => onChange({ event: event || undefined })}
      />
      {mayFind && <Person chosen={search.person} onChoose={person => onChange({ person })} />}
      <TextField
        type="date"
        label={t('audit.filter.from')}
        value={search.from ?? ''}
        onChange={from => onChange({ from: from || undefined })}
      />
      <TextField
        type="date"
        label={t('audit.filter.until')}
        value={search.until ?? ''}
        onChange={until => onChange({ until: until || undefined })}
        errors={isBackward ? [t('audit.filter.backward')] : []}
      />
      {(search.person || search.run || search.event || search.from || search.until) && (
        <Link href="/audit" look="subtle">
          {t('audit.filter.everybody')}
        </Link>
      )}
    </div>
  )
}

/** Once it is known how the one in the address is called; afterwards the field keeps what is typed. */
function Person({ chosen, onChoose }: { chosen: string | undefined; onChoose: (id?: string) => void }) {
  const { t } = useMessages()
  const card = useQuery({ ...personCard(chosen ?? ''), enabled: chosen !== undefined })
  return (
    <PeoplePicker
      key={chosen ? (card.data?.id ?? 'unknown') : 'nobody'}
      label={t('audit.filter.person')}
      among="everybody"
      chosen={chosen ?? null}
      named={chosen ? (card.data?.name ?? '') : ''}
      onChoose={id => onChoose(id ?? undefined)}
    />
  )
}

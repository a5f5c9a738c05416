import { IconArrowMerge } from '@tabler/icons-react'
import { type CompaniesFilter, companyColumns } from '../../../../contract/companies.ts'
import { namedColumns } from '../../../shown-columns.ts'
import { ColumnChooser } from '../../../ui/column-chooser.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { ListToolbar } from '../../../ui/list-toolbar.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { ExportLink } from '../export-link.tsx'
import type { PeopleSearch } from '../people-search.ts'
import { COMPANY_LABELS, COMPANY_USUAL } from './company-columns.tsx'

interface CompanyToolbarProps {
  search: PeopleSearch
  filter: CompaniesFilter
  sort: string
  shown: ReadonlySet<string>
  onChange: (next: Partial<PeopleSearch>) => void
}

/** Search, likely duplicates, columns and export of a tab of companies. */
export function CompanyToolbar({ search, filter, sort, shown, onChange }: CompanyToolbarProps) {
  const { t } = useMessages()
  return (
    <ListToolbar
      search={
        <SearchField
          label={t('directory.search')}
          placeholder={t('directory.search.companies')}
          value={search.q ?? ''}
          onSearch={q => onChange({ q: q || undefined })}
        />
      }
    >
      {filter.status === 'active' && !filter.project && (
        <Link href="/companies/duplicates" look="button" icon={<IconArrowMerge size={18} aria-hidden />}>
          {t('company.duplicates')}
        </Link>
      )}
      <ColumnChooser
        columns={companyColumns.map(id => ({ id, label: t(COMPANY_LABELS[id]) }))}
        shown={shown}
        onChange={next => onChange({ columns: namedColumns(next, companyColumns, COMPANY_USUAL) })}
      />
      <ExportLink path="/companies.csv" query={{ ...filter, sort, columns: search.columns }} />
    </ListToolbar>
  )
}

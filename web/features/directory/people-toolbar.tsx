import { useMemo } from 'react'
import type { PeopleFilter } from '../../../contract/people.ts'
import { namedColumns, shownColumns } from '../../shown-columns.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ColumnChooser } from '../../ui/column-chooser.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { ListToolbar } from '../../ui/list-toolbar.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import type { PeopleTab } from './directory-tabs.ts'
import { ExportLink } from './export-link.tsx'
import { useColumnChoice } from './people-columns.tsx'
import { type PeopleSearch, peopleSortOf } from './people-search.ts'

/** The columns that the address names; the same set while it names the same. */
export function usePeopleShown(
  tab: PeopleTab,
  { columns }: PeopleSearch,
  isOnProject = false,
): ReadonlySet<string> {
  const usual = useColumnChoice(tab, isOnProject).usual.join('.')
  return useMemo(() => shownColumns(columns, usual.split('.')), [columns, usual])
}

interface PeopleToolbarProps {
  tab: PeopleTab
  search: PeopleSearch
  filter: PeopleFilter
  /** Of a project's directory. */
  project?: string
  shown: ReadonlySet<string>
  onChange: (next: Partial<PeopleSearch>) => void
}

/** Search, grouping, columns and export of a tab of people. */
export function PeopleToolbar({ tab, search, filter, project, shown, onChange }: PeopleToolbarProps) {
  const { t } = useMessages()
  const { all, usual } = useColumnChoice(tab, project !== undefined)
  return (
    <ListToolbar
      search={
        <SearchField
          label={t('directory.search')}
          placeholder={t('directory.search.people')}
          value={search.q ?? ''}
          onSearch={q => onChange({ q: q || undefined })}
        />
      }
    >
      <Checkbox
        isSelected={search.by === 'company'}
        onChange={isOn => onChange({ by: isOn ? 'company' : undefined, sort: undefined })}
      >
        {t('directory.group-by-company')}
      </Checkbox>
      <ColumnChooser
        columns={all}
        shown={shown}
        onChange={next =>
          onChange({
            columns: namedColumns(
              next,
              all.map(({ id }) => id),
              usual,
            ),
          })
        }
      />
      <ExportLink
        path={project === undefined ? '/people.csv' : `/projects/${project}/people.csv`}
        query={{ ...filter, project: undefined, sort: peopleSortOf(search), columns: search.columns }}
      />
    </ListToolbar>
  )
}

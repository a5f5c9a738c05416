import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { openItemRoles, openItemTools } from '../../../contract/open-items.ts'
import type { Page } from '../../../contract/paging.ts'
import { api } from '../../api.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Select } from '../../ui/select.tsx'
import { FilterPanel } from '../directory/filter-panel.tsx'
import type { AssignmentSearch } from './assignment-search.ts'
import styles from './open-items.module.css'

interface FiltersProps {
  search: AssignmentSearch
  onChange: (next: Partial<AssignmentSearch>) => void
}

export function AssignmentFilters({ search, onChange }: FiltersProps) {
  const { t } = useMessages()
  const { tool, company, project, by, inactiveOnly, overdue } = search
  return (
    <div className={styles.filters}>
      <SearchField
        label={t('assignments.search')}
        placeholder={t('assignments.search')}
        value={search.q ?? ''}
        onSearch={q => onChange({ q: q || undefined })}
      />
      <FilterPanel
        chosen={[tool, company, project, by, inactiveOnly, overdue].filter(Boolean).length}
        isAbove
      >
        <Choices search={search} onChange={onChange} />
      </FilterPanel>
    </div>
  )
}

function Choices({ search, onChange }: FiltersProps) {
  const { t, ofCode } = useMessages()
  const kinds = openItemTools.flatMap(tool =>
    openItemRoles[tool].map(role => ({
      value: `${tool} ${role}`,
      label: `${t(`open-item.tool.${tool}`)} · ${ofCode('open-item.role', role)}`,
    })),
  )
  return (
    <>
      <Select
        label={t('assignments.kind')}
        value={search.tool ? `${search.tool} ${search.role ?? ''}` : ''}
        options={[{ value: '', label: t('assignments.every-kind') }, ...kinds]}
        onChange={value => {
          const [tool, role] = value.split(' ')
          onChange({ tool: tool as AssignmentSearch['tool'], role: role as AssignmentSearch['role'] })
        }}
      />
      <NamedFilter
        label={t('assignments.company')}
        path="/companies"
        value={search.company}
        onChange={company => onChange({ company })}
      />
      <NamedFilter
        label={t('assignments.project')}
        path="/projects"
        value={search.project}
        onChange={project => onChange({ project })}
      />
      <Select
        label={t('assignments.show')}
        value={search.by ?? ''}
        options={[
          { value: '', label: t('assignments.by-item') },
          { value: 'person', label: t('assignments.by-person') },
        ]}
        onChange={by => onChange({ by: by === 'person' ? 'person' : undefined })}
      />
      <Checkbox
        isSelected={search.inactiveOnly ?? false}
        onChange={isOn => onChange({ inactiveOnly: isOn || undefined })}
      >
        {t('assignments.inactive-only')}
      </Checkbox>
      <Checkbox
        isSelected={search.overdue ?? false}
        onChange={isOn => onChange({ overdue: isOn || undefined })}
      >
        {t('assignments.overdue')}
      </Checkbox>
    </>
  )
}

interface NamedFilterProps {
  label: string
  /** A list of the API that finds by `q`. */
  path: '/companies' | '/projects'
  value: string | undefined
  onChange: (id: string | undefined) => void
}

function NamedFilter({ label, path, value, onChange }: NamedFilterProps) {
  const { t } = useMessages()
  const [typed, setTyped] = useState('')
  const found = useQuery({
    queryKey: ['assignments', path, typed],
    queryFn: ({ signal }) =>
      api.get<Page<{ id: string; name: string }>>(path, { q: typed, limit: 8 }, signal),
  })
  // Whoever opens an address that somebody kept or sent reads the name of what it says.
  const kept = useQuery({
    queryKey: ['assignments', path, 'one', value],
    queryFn: ({ signal }) => api.get<{ name: string }>(`${path}/${value}`, {}, signal),
    enabled: value !== undefined && typed === '',
  })
  const choices = found.data?.items ?? []
  return (
    <ChoiceField
      label={label}
      typed={typed || (value ? (kept.data?.name ?? '') : '')}
      placeholder={t(path === '/companies' ? 'directory.facet.company.any' : 'assignments.any-project')}
      onType={next => {
        setTyped(next)
        if (!next && value) onChange(undefined)
      }}
      choices={choices.map(({ id, name }) => ({ id, label: name }))}
      chosen={value ?? null}
      onChoose={id => {
        const one = choices.find(choice => choice.id === id)
        if (!one) return
        setTyped(one.name)
        onChange(one.id)
      }}
      none={t('assignments.nothing-found')}
    />
  )
}

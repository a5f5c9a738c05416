import type { ColumnFilter } from '../../ui/data-table/types.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import type { PeopleSearch } from './people-search.ts'

/** Digits, a plus and what people write between them are a phone number; all else is looked for in e-mail addresses. */
const looksLikePhone = (text: string): boolean => /^[+\d][\d\s().-]*$/.test(text)

export function useColumnFilters(
  search: PeopleSearch,
  onChange: (next: Partial<PeopleSearch>) => void,
): Record<'name' | 'company' | 'email', ColumnFilter> {
  const { t } = useMessages()
  return {
    name: {
      label: t('directory.column.name.filter'),
      value: search.name ?? '',
      onChange: name => onChange({ name: name || undefined }),
    },
    company: {
      label: t('directory.column.company.filter'),
      value: search.companyName ?? '',
      onChange: companyName => onChange({ companyName: companyName || undefined }),
    },
    email: {
      label: t('directory.column.reach.filter'),
      value: search.email ?? search.phone ?? '',
      onChange: text =>
        onChange({
          email: text && !looksLikePhone(text) ? text : undefined,
          phone: text && looksLikePhone(text) ? text : undefined,
        }),
    },
  }
}

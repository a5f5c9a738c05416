import { IconBuilding } from '@tabler/icons-react'
import { NoneFound } from '../../../none-found.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { useMay } from '../../sign-in/session.ts'
import type { CompanyTab } from '../directory-tabs.ts'
import type { PeopleSearch } from '../people-search.ts'

interface NoCompaniesProps {
  tab: CompanyTab
  search: PeopleSearch
  isOnProject: boolean
  onClear: () => void
}

/** None matches, or there is none at all: each says what to do. */
export function NoCompanies({
  tab,
  search: { q, name, city, trade },
  isOnProject,
  onClear,
}: NoCompaniesProps) {
  const { t } = useMessages()
  const may = useMay()
  const icon = <IconBuilding size={32} aria-hidden />
  if (q || name || city || trade)
    return (
      <NoneFound icon={icon} title={t('company.none.title')} onClear={onClear}>
        {t('company.none.words')}
      </NoneFound>
    )
  if (isOnProject)
    return (
      <EmptyState icon={icon} title={t(`project.nobody.${tab}.title`)}>
        {t(`project.nobody.${tab}.words`)}
      </EmptyState>
    )
  return (
    <EmptyState
      icon={icon}
      title={t(`directory.empty.${tab}.title`)}
      action={
        tab === 'companies' &&
        may('companies.create-and-edit') && (
          <Link href="/companies/new" look="button">
            {t('company.add')}
          </Link>
        )
      }
    >
      {t(`directory.empty.${tab}.words`)}
    </EmptyState>
  )
}

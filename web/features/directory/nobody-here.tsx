import { IconUsers } from '@tabler/icons-react'
import { NoneFound } from '../../none-found.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { useMay } from '../sign-in/session.ts'
import type { PeopleTab } from './directory-tabs.ts'
import type { PeopleSearch } from './people-search.ts'

interface NobodyHereProps {
  tab: PeopleTab
  search: PeopleSearch
  /** On a project: the words of its own empty tab. */
  isOnProject?: boolean
  onClear: () => void
}

/** Nobody matches, or nobody is there at all: each says what to do. */
export function NobodyHere({ tab, search, isOnProject = false, onClear }: NobodyHereProps) {
  const { t } = useMessages()
  const may = useMay()
  const {
    sort: _sort,
    from: _from,
    cursor: _cursor,
    by: _by,
    columns: _columns,
    task: _task,
    ...filters
  } = search
  const icon = <IconUsers size={32} aria-hidden />

  if (Object.values(filters).some(Boolean)) {
    return (
      <NoneFound icon={icon} title={t('directory.none.title')} onClear={onClear}>
        {t('directory.none.words')}
      </NoneFound>
    )
  }
  if (isOnProject)
    return (
      <EmptyState icon={icon} title={t(`project.nobody.${tab}.title`)}>
        {t(`project.nobody.${tab}.words`)}
      </EmptyState>
    )
  const leadsToProjects = tab === 'contacts'
  const mayFill = tab === 'users' && may('directory.create-and-edit-users')
  return (
    <EmptyState
      icon={icon}
      title={t(`directory.empty.${tab}.title`)}
      action={
        leadsToProjects ? (
          <Link href="/projects" look="button">
            {t('nav.projects')}
          </Link>
        ) : (
          mayFill && (
            <>
              <Link href="/people/new" look="button">
                {t('directory.add-user')}
              </Link>
              {may('directory.import') && (
                <Link href="/imports" look="button">
                  {t('nav.import')}
                </Link>
              )}
            </>
          )
        )
      }
    >
      {t(`directory.empty.${tab}.words`)}
    </EmptyState>
  )
}

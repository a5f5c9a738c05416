import { IconClipboardCheck, IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { AssignmentFilters } from './assignment-filters.tsx'
import { type AssignmentSearch, filterOf } from './assignment-search.ts'
import { ItemsList } from './items-list.tsx'
import { openItemCounts } from './open-item-queries.ts'
import styles from './open-items.module.css'
import { InRoles } from './open-items-of-people.tsx'
import { PeopleWithItems } from './people-with-items.tsx'

/** The Assignment Report: what waits for whom, in all tools. Source: seed 002. */
export function AssignmentsPage() {
  const { t } = useMessages()
  const navigate = useNavigate()
  const search = useSearch({ from: '/signed-in/assignments' })
  const filter = filterOf(search)
  const counts = useQuery(openItemCounts(filter))
  const change = (next: Partial<AssignmentSearch>) =>
    void navigate({ to: '/assignments', search: { ...search, cursor: undefined, ...next } })
  const isFiltered = Object.values(filter).some(Boolean)
  const empty = (
    <EmptyState
      icon={<IconClipboardCheck size={32} aria-hidden />}
      title={t(isFiltered ? 'assignments.none.title' : 'assignments.empty.title')}
      action={
        isFiltered && (
          <Button onPress={() => void navigate({ to: '/assignments', search: {} })}>
            {t('assignments.clear')}
          </Button>
        )
      }
    >
      {t(isFiltered ? 'assignments.none.words' : 'assignments.empty.words')}
    </EmptyState>
  )
  const list = { search, empty, onChange: change }

  return (
    <>
      <PageHeader
        title={t('nav.assignments')}
        actions={
          <Link
            href={api.url('/open-items.csv', { ...filter })}
            look="button"
            isFile
            icon={<IconDownload size={18} aria-hidden />}
          >
            {t('assignments.export')}
          </Link>
        }
      />
      <AssignmentFilters search={search} onChange={change} />
      {counts.data && counts.data.total > 0 && (
        <div className={styles.counts}>
          <p>
            {t('assignments.counts', {
              n: counts.data.total,
              people: counts.data.people,
              overdue: counts.data.overdue,
            })}
          </p>
          <InRoles roles={counts.data.roles} />
        </div>
      )}
      {search.by === 'person' ? (
        <PeopleWithItems {...list} />
      ) : (
        <ItemsList {...list} total={counts.data?.total} />
      )}
    </>
  )
}

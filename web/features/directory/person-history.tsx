import { useInfiniteQuery } from '@tanstack/react-query'
import type { AuditEntry } from '../../../contract/audit.ts'
import type { Page } from '../../../contract/paging.ts'
import { api } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { AuditDetails } from '../audit/audit-detail.tsx'
import styles from './person-page.module.css'

/** Every change of a person as the audit log has it: who, when, from what to what. */
export function PersonHistory({ id }: { id: string }) {
  const { t } = useMessages()
  const history = useInfiniteQuery({
    queryKey: ['people', 'history', id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<AuditEntry>>(`/people/${id}/history`, { cursor: pageParam, limit: 20 }, signal),
    getNextPageParam: page => page.next ?? undefined,
  })
  if (history.isPending) return <SkeletonText />
  if (history.isError) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />
  const entries = history.data.pages.flatMap(page => page.items)
  if (entries.length === 0) return <p>{t('person.history.empty')}</p>
  return (
    <>
      <ul className={styles.history}>
        {entries.map(entry => (
          <Change key={entry.id} entry={entry} />
        ))}
      </ul>
      {history.hasNextPage && (
        <Button
          tone="quiet"
          size="small"
          isBusy={history.isFetchingNextPage}
          onPress={() => void history.fetchNextPage()}
        >
          {t('person.history.more')}
        </Button>
      )}
    </>
  )
}

function Change({ entry }: { entry: AuditEntry }) {
  const { ofCode } = useMessages()
  return (
    <li className={styles.change}>
      <strong>{ofCode('audit', entry.event)}</strong>
      <span className={styles.changeBy}>
        {entry.actor ? (
          <Link href={`/people/${entry.actor.id}`} look="subtle">
            {entry.actor.name}
          </Link>
        ) : (
          'Muster'
        )}{' '}
        · <RelativeTime at={entry.at} />
      </span>
      <AuditDetails entry={entry} />
    </li>
  )
}

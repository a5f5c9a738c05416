import { IconMessageOff } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { Page } from '../../../contract/paging.ts'
import type { Suppression } from '../../../contract/suppressions.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import styles from '../sign-in/owned-list.module.css'

const queryKey = ['suppressions']

/** Addresses that the account does not write to any more, why, and the way back where there is one. */
export function SuppressionsPage() {
  const { t } = useMessages()
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Suppression>>(
        '/suppressions',
        { limit: 50, ...(pageParam !== null && { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
  })
  const items = list.data?.pages.flatMap(page => page.items) ?? []
  return (
    <div className={styles.page}>
      <PageHeader title={t('suppressions.title')}>
        <Link href="/settings" look="subtle">
          {t('settings.title')}
        </Link>
      </PageHeader>
      <p className={styles.muted}>{t('suppressions.words')}</p>
      {list.isPending && <SkeletonText lines={5} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <EmptyState icon={<IconMessageOff size={32} aria-hidden />} title={t('suppressions.empty')}>
          {t('suppressions.empty.words')}
        </EmptyState>
      )}
      {items.length > 0 && (
        <ul className={styles.list} aria-label={t('suppressions.title')}>
          {items.map(item => (
            <Suppressed key={item.id} suppression={item} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t('suppressions.more')}
        </Button>
      )}
    </div>
  )
}

function Suppressed({ suppression }: { suppression: Suppression }) {
  const { id, address, person, reason, detail, since, whyNotLift } = suppression
  const { t, ofCode } = useMessages()
  const succeeded = useSuccessBanner()
  const lift = useAction(() => api.delete(`/suppressions/${id}`), {
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey })
      succeeded(t('suppressions.lifted', { address }))
    },
    // Somebody else may have lifted it, or what stands in the way has changed.
    onProblem: () => void queryClient.invalidateQueries({ queryKey }),
  })
  return (
    <li>
      <div className={styles.words}>
        <h2>{address}</h2>
        <p>{person ? <Link href={`/people/${person.id}`}>{person.name}</Link> : t('suppressions.nobody')}</p>
        <p className={styles.muted}>
          {ofCode('reason', reason)} · <RelativeTime at={since} />
          {detail ? ` · ${detail}` : ''}
        </p>
        {lift.error && <ErrorState error={lift.error} />}
      </div>
      <Button
        label={t('suppressions.lift.label', { address })}
        disabledBecause={whyNotLift ? ofCode('why-not', whyNotLift) : null}
        isBusy={lift.isPending}
        onPress={() => lift.mutate(undefined)}
      >
        {t('suppressions.lift')}
      </Button>
    </li>
  )
}

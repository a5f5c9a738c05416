import { IconKey, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiKey } from '../../../contract/api-keys.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useTimes } from '../../ui/i18n/times.ts'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import { apiKeysQuery } from './api-keys-query.ts'
import { NewApiKeyDialog } from './new-api-key-dialog.tsx'
import styles from './owned-list.module.css'

/** What programs may do in this account, in whose name, and the way to end it. */
export function ApiKeysPage() {
  const { t } = useMessages()
  const keys = useQuery(apiKeysQuery)
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button tone="primary" icon={<IconPlus size={18} aria-hidden />} onPress={() => setMaking(true)}>
      {t('api-keys.create')}
    </Button>
  )
  return (
    <div className={styles.page}>
      <PageHeader title={t('api-keys.title')} actions={keys.data?.items.length ? make : null}>
        <Link href="/settings" look="subtle">
          {t('settings.title')}
        </Link>
      </PageHeader>
      <p className={styles.muted}>{t('api-keys.words')}</p>
      {keys.isPending && <SkeletonText lines={5} />}
      {keys.isError && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.items.length === 0 && (
        <EmptyState icon={<IconKey size={32} aria-hidden />} title={t('api-keys.empty')} action={make} />
      )}
      {keys.data && keys.data.items.length > 0 && (
        <ul className={styles.list} aria-label={t('api-keys.title')}>
          {keys.data.items.map(key => (
            <Key key={key.id} apiKey={key} />
          ))}
        </ul>
      )}
      {isMaking && <NewApiKeyDialog onClose={() => setMaking(false)} />}
    </div>
  )
}

function Key({ apiKey }: { apiKey: ApiKey }) {
  const { t, ofCode } = useMessages()
  const times = useTimes()
  const succeeded = useSuccessBanner()
  const end = useAction(() => api.delete(`/api-keys/${apiKey.id}`), {
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey })
      succeeded(t('api-keys.ended', { name: apiKey.name }))
    },
  })
  const expiresAt = apiKey.expiresAt ? new Date(apiKey.expiresAt) : null
  const isExpired = expiresAt !== null && expiresAt < new Date()
  return (
    <li>
      <div className={styles.words}>
        <h2>{apiKey.name}</h2>
        <p>
          <code>muster_{apiKey.prefix}_…</code> · {apiKey.owner.name}
        </p>
        <p className={styles.muted}>{apiKey.scopes.map(scope => ofCode('permission', scope)).join(' · ')}</p>
        <p className={styles.muted}>
          {expiresAt
            ? t(isExpired ? 'api-keys.expired' : 'api-keys.expires', { day: times.day(expiresAt) })
            : t('api-keys.never-expires')}
          {' · '}
          {apiKey.lastUsedAt ? t('api-keys.last-used') : t('api-keys.never-used')}{' '}
          {apiKey.lastUsedAt && <RelativeTime at={apiKey.lastUsedAt} />}
        </p>
        {end.error && <ErrorState error={end.error} />}
      </div>
      <Button
        label={t('api-keys.end.label', { name: apiKey.name })}
        isBusy={end.isPending}
        onPress={() => end.mutate(undefined)}
      >
        {t('api-keys.end')}
      </Button>
    </li>
  )
}

import { useQuery } from '@tanstack/react-query'
import type { OwnSession } from '../../../contract/session.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useTimes } from '../../ui/i18n/times.ts'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import { ChangePassword } from './change-password.tsx'
import { OwnNotices } from './own-notices.tsx'
import styles from './owned-list.module.css'
import { goToAccount, ownSessionsQuery, useMe } from './session.ts'
import { SignInAddresses } from './sign-in-addresses.tsx'

/** Who is signed in, where, and with what. */
export function MePage() {
  const { t } = useMessages()
  const { person, account, accounts } = useMe()
  return (
    <div className={styles.page}>
      <PageHeader title={t('me.title')} />
      <div className={styles.words}>
        <p>
          <Link href={`/people/${person.id}`}>{person.name}</Link>
        </p>
        <p>
          {t('sign-in.user-name')}: {person.userName}
        </p>
        <p className={styles.muted}>{account.name}</p>
      </div>
      {accounts.length > 1 && <Accounts />}
      <Sessions />
      <SignInAddresses />
      <OwnNotices />
      <ChangePassword />
    </div>
  )
}

/** Also in the bar at the left, and on phones in the menu under one's name. */
function Accounts() {
  const { t } = useMessages()
  const { account, accounts } = useMe()
  return (
    <section className={styles.part}>
      <h2>{t('me.accounts')}</h2>
      <ul className={styles.list} aria-label={t('me.accounts')}>
        {accounts.map(({ id, name }) => (
          <li key={id}>
            <div className={styles.words}>{name}</div>
            {id === account.id ? (
              <Badge tone="success">{t('me.account.this')}</Badge>
            ) : (
              <Button
                label={t('me.account.go.label', { account: name })}
                onPress={() => void goToAccount(id)}
              >
                {t('me.account.go')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Sessions() {
  const { t } = useMessages()
  const sessions = useQuery(ownSessionsQuery)
  return (
    <section className={styles.part}>
      <h2>{t('me.sessions')}</h2>
      <p className={styles.muted}>{t('me.sessions.words')}</p>
      {sessions.isPending && <SkeletonText lines={2} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul className={styles.list} aria-label={t('me.sessions')}>
        {sessions.data?.items.map(session => (
          <Session key={session.id} session={session} />
        ))}
      </ul>
    </section>
  )
}

function Session({ session }: { session: OwnSession }) {
  const { t } = useMessages()
  const times = useTimes()
  const end = useAction(() => api.delete(`/sessions/${session.id}`), {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  })
  const started = times.short(new Date(session.startedAt))
  return (
    <li>
      <div className={styles.words}>
        <p>{session.browser ?? t('me.session.browser-unknown')}</p>
        <p className={styles.muted}>{t('me.session.started', { at: started })}</p>
        <p className={styles.muted}>
          {t('me.session.seen')} <RelativeTime at={session.seenAt} />
        </p>
        {end.error && <ErrorState error={end.error} />}
      </div>
      {session.isThis ? (
        <Badge tone="success">{t('me.session.this')}</Badge>
      ) : (
        <Button
          label={t('me.session.end.label', { at: started })}
          isBusy={end.isPending}
          onPress={() => end.mutate(undefined)}
        >
          {t('me.session.end')}
        </Button>
      )}
    </li>
  )
}

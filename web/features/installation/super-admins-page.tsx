import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { ChangePassword } from '../sign-in/change-password.tsx'
import styles from './panel.module.css'
import { panelSessionQuery, superAdminsQuery } from './panel-queries.ts'

/** Who may open this panel, and how others come to. */
export function SuperAdminsPage() {
  const { t } = useMessages()
  const { data: session } = useSuspenseQuery(panelSessionQuery)
  const superAdmins = useQuery(superAdminsQuery)
  return (
    <div className={styles.page}>
      <PageHeader title={t('installation.super-admins')} />
      <p className={styles.muted}>{t('installation.super-admins.words')}</p>
      {superAdmins.isPending && <SkeletonText lines={3} />}
      {superAdmins.isError && (
        <ErrorState error={superAdmins.error} onRetry={() => void superAdmins.refetch()} />
      )}
      {superAdmins.data && (
        <ul className={styles.list} aria-label={t('installation.super-admins')}>
          {superAdmins.data.items.map(({ userName, addedAt }) => (
            <li key={userName}>
              <span>{userName}</span>
              <span className={styles.muted}>
                {t('installation.super-admins.since')} <RelativeTime at={addedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <section className={styles.part}>
        <h2>{t('installation.super-admins.how')}</h2>
        <p>{t('installation.super-admins.how.words')}</p>
        <ul className={styles.commands}>
          <li>
            <code>npx muster super-admin add pat@example.com</code>
          </li>
          <li>
            <code>npx muster super-admin remove pat@example.com</code>
          </li>
        </ul>
      </section>
      {!session.isUser && <ChangePassword path="/installation/password" />}
    </div>
  )
}

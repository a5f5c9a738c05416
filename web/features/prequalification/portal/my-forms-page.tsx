import { IconClipboardText } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { openFormStates } from '../../../../contract/prequalification/statuses.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { useTimes } from '../../../ui/i18n/times.ts'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { useMe } from '../../sign-in/session.ts'
import { FormStateBadge } from '../form-state-badge.tsx'
import styles from './my-form.module.css'
import { myFormsQuery } from './portal-queries.ts'

/** Where the messages lead: the forms that somebody was invited to fill in. */
export function MyFormsPage() {
  const { t } = useMessages()
  const times = useTimes()
  const me = useMe()
  const forms = useQuery({ ...myFormsQuery, staleTime: 0 })
  if (forms.isPending) return <SkeletonText />
  if (forms.isError) return <FailedPage error={forms.error} onRetry={() => void forms.refetch()} />
  const { items } = forms.data
  return (
    <div className={styles.page}>
      <PageHeader title={t('my-forms.list')} />
      {items.length === 0 && (
        <EmptyState icon={<IconClipboardText size={32} aria-hidden />} title={t('my-forms.none')}>
          {t('my-forms.none.words', { account: me.account.name, userName: me.person.name })}
        </EmptyState>
      )}
      <ul className={styles.forms}>
        {items.map(form => {
          const isOpen = openFormStates.includes(form.state)
          return (
            <li key={form.id} className={styles.card}>
              <h2>{t('my-forms.title', { solicitor: form.account.name })}</h2>
              <p className={styles.under}>
                <strong>{form.company.name}</strong>
                <FormStateBadge state={form.state} />
                {isOpen && form.dueAt && (
                  <span>{t('my-forms.due', { day: times.day(new Date(form.dueAt)) })}</span>
                )}
              </p>
              <label className={styles.whole}>
                {t('my-forms.progress', { percent: form.percent })}
                <progress max={100} value={form.percent} />
              </label>
              <div>
                <Link href={`/my-forms/${form.id}`} look={isOpen ? 'primary' : 'button'}>
                  {t(isOpen ? (form.percent ? 'my-forms.go-on' : 'my-forms.begin') : 'my-forms.read')}
                </Link>
              </div>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { OperatedAccount } from '../../../contract/installation.ts'
import { api } from '../../api.ts'
import { FailedPage } from '../../shell/failed-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { LANGUAGE_NAMES } from '../../ui/i18n/language.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useTimes } from '../../ui/i18n/times.ts'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import { countryOptions } from '../sign-in/countries.ts'
import { AccountState } from './account-state.tsx'
import styles from './panel.module.css'
import { accountQuery, askAnew } from './panel-queries.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { SendingNumbers } from './sending-numbers.tsx'

/** One account: what is known of it here, and the way to suspend and resume it. */
export function AccountPage() {
  const { id } = useParams({ from: '/panel/installation/accounts/$id' })
  const account = useQuery(accountQuery(id))
  if (account.isError) return <FailedPage error={account.error} onRetry={() => void account.refetch()} />
  return (
    <div className={styles.page}>
      {account.isPending ? <SkeletonText lines={8} /> : <Account account={account.data} />}
    </div>
  )
}

function Account({ account }: { account: OperatedAccount }) {
  const { t, locale, number } = useMessages()
  const times = useTimes()
  const country = countryOptions(locale).find(({ value }) => value === account.country)?.label
  return (
    <>
      <PageHeader
        title={account.name}
        actions={account.suspended ? <Resume account={account} /> : <Suspend account={account} />}
      >
        <Link href="/installation/accounts" look="subtle">
          {t('installation.accounts')}
        </Link>
      </PageHeader>
      {account.suspended && (
        <Banner tone="warning">
          {t('installation.account.suspended-because', { reason: account.suspended.reason })}
          {' · '}
          <RelativeTime at={account.suspended.at} />
        </Banner>
      )}
      <dl className={styles.facts}>
        <dt>{t('installation.state')}</dt>
        <dd>
          <AccountState account={account} />
        </dd>
        <dt>{t('installation.account.created')}</dt>
        <dd>{times.day(new Date(account.createdAt))}</dd>
        <dt>{t('setup.country')}</dt>
        <dd>{country ?? account.country}</dd>
        <dt>{t('setup.language')}</dt>
        <dd>{LANGUAGE_NAMES[account.language]}</dd>
        <dt>{t('setup.time-zone')}</dt>
        <dd>{account.timeZone.replaceAll('_', ' ')}</dd>
        <dt>{t('installation.users.active')}</dt>
        <dd>{t('installation.users.of', { active: account.users.active, joined: account.users.joined })}</dd>
        <dt>{t('installation.users.invited')}</dt>
        <dd>{number(account.users.invited)}</dd>
        <dt>{t('installation.users.suppressed')}</dt>
        <dd>{number(account.users.suppressed)}</dd>
      </dl>
      <section className={styles.part}>
        <h2>{t('installation.queue')}</h2>
        <SendingNumbers sending={account.sending} />
      </section>
    </>
  )
}

function Suspend({ account }: { account: OperatedAccount }) {
  const { t } = useMessages()
  const succeeded = useSuccessBanner()
  const [isAsking, setAsking] = useState(false)
  const suspend = useAction(
    (reason: string, key) =>
      api.post<OperatedAccount>(`/installation/accounts/${account.id}/suspend`, { reason }, key),
    {
      onSuccess: async () => {
        setAsking(false)
        await askAnew()
        succeeded(t('installation.account.suspended', { name: account.name }))
      },
    },
  )
  return (
    <>
      <Button tone="danger" onPress={() => setAsking(true)}>
        {t('installation.suspend')}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={t('installation.suspend.title', { name: account.name })}
          words={t('installation.suspend.words', { users: account.users.active })}
          confirm={t('installation.suspend')}
          hint={t('installation.suspend.reason-hint')}
          problem={suspend.error}
          isBusy={suspend.isPending}
          onConfirm={reason => suspend.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function Resume({ account }: { account: OperatedAccount }) {
  const { t } = useMessages()
  const succeeded = useSuccessBanner()
  const resume = useAction(
    (_: undefined, key) => api.post(`/installation/accounts/${account.id}/resume`, undefined, key),
    {
      onSuccess: async () => {
        await askAnew()
        succeeded(t('installation.account.resumed', { name: account.name }))
      },
    },
  )
  return (
    <>
      <Button tone="primary" isBusy={resume.isPending} onPress={() => resume.mutate(undefined)}>
        {t('installation.resume')}
      </Button>
      {resume.error && <ErrorState error={resume.error} />}
    </>
  )
}

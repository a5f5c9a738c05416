import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { QueueHealth } from '../../../contract/installation.ts'
import { api } from '../../api.ts'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table/data-table.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import styles from './panel.module.css'
import { askAnew, queueQuery } from './panel-queries.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { SendingNumbers } from './sending-numbers.tsx'

type Queued = QueueHealth['accounts'][number]

/** How sending is doing, in all and by account; the way to stop it and to let it go on. */
export function QueuePage() {
  const { t } = useMessages()
  const queue = useQuery(queueQuery)
  const columns = useColumns()
  return (
    <>
      <PageHeader
        title={t('installation.queue')}
        actions={queue.data && (queue.data.paused ? <ResumeSending /> : <PauseSending />)}
      >
        {queue.data && <Workers count={queue.data.workers} />}
      </PageHeader>
      {queue.isPending && <SkeletonText lines={6} />}
      {queue.isError && <ErrorState error={queue.error} onRetry={() => void queue.refetch()} />}
      {queue.data?.paused && (
        <div className={styles.missing}>
          <Banner tone="warning">
            {t('installation.paused', { reason: queue.data.paused.reason })}
            {' · '}
            <RelativeTime at={queue.data.paused.at} />
          </Banner>
        </div>
      )}
      {queue.data && (
        <>
          <SendingNumbers sending={queue.data.total} />
          <DataTable
            label={t('installation.queue.by-account')}
            columns={columns}
            rows={queue.data.accounts}
            nameOf={account => account.name}
            empty={
              <EmptyState title={t('installation.queue.empty')}>
                {t('installation.queue.empty.words')}
              </EmptyState>
            }
          />
        </>
      )}
    </>
  )
}

function Workers({ count }: { count: number }) {
  const { t } = useMessages()
  return <Badge tone={count ? 'success' : 'failure'}>{t('installation.workers', { n: count })}</Badge>
}

function PauseSending() {
  const { t } = useMessages()
  const [isAsking, setAsking] = useState(false)
  const pause = useAction(
    (reason: string, key) => api.post<QueueHealth>('/installation/sending/pause', { reason }, key),
    {
      onSuccess: async () => {
        setAsking(false)
        await askAnew()
      },
    },
  )
  return (
    <>
      <Button tone="danger" onPress={() => setAsking(true)}>
        {t('installation.pause')}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={t('installation.pause.title')}
          words={t('installation.pause.words')}
          confirm={t('installation.pause')}
          hint={t('installation.pause.reason-hint')}
          problem={pause.error}
          isBusy={pause.isPending}
          onConfirm={reason => pause.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function ResumeSending() {
  const { t } = useMessages()
  const resume = useAction(
    (_: undefined, key) => api.post<QueueHealth>('/installation/sending/resume', undefined, key),
    { onSuccess: askAnew },
  )
  return (
    <>
      <Button tone="primary" isBusy={resume.isPending} onPress={() => resume.mutate(undefined)}>
        {t('installation.resume-sending')}
      </Button>
      {resume.error && <ErrorState error={resume.error} />}
    </>
  )
}

function useColumns(): DataColumn<Queued>[] {
  const { t, ofCode, number } = useMessages()
  return useMemo(() => {
    const count = (id: 'waiting' | 'deferred' | 'inHand' | 'unconfirmed'): DataColumn<Queued> => ({
      id,
      label: ofCode('installation.sending', id),
      width: 'minmax(0, 0.8fr)',
      cell: ({ sending }) => number(sending[id]),
    })
    return [
      {
        id: 'name',
        label: t('installation.account.name'),
        width: 'minmax(0, 2fr)',
        isRowHeader: true,
        card: 'name',
        cell: ({ id, name }) => (
          <Link href={`/installation/accounts/${id}`} look="subtle">
            {name}
          </Link>
        ),
      },
      {
        id: 'state',
        label: t('installation.state'),
        width: 'minmax(0, 1.6fr)',
        card: 'state',
        cell: ({ isSuspended, paused }) =>
          isSuspended ? (
            <Badge tone="failure">{t('installation.state.suspended')}</Badge>
          ) : paused ? (
            <Badge tone="waiting">{ofCode('reason', paused.reason, {}, paused.reason)}</Badge>
          ) : (
            <Badge tone="success">{t('installation.sending.goes-on')}</Badge>
          ),
      },
      count('waiting'),
      count('deferred'),
      count('inHand'),
      count('unconfirmed'),
    ]
  }, [t, ofCode, number])
}

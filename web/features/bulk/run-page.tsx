import { IconArrowBackUp, IconDownload } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { Run } from '../../../contract/runs.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { FailedPage } from '../../shell/failed-page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import { useMay } from '../sign-in/session.ts'
import { runKey } from './bulk-queries.ts'
import { RunOutcomes } from './run-outcomes.tsx'
import styles from './run-page.module.css'
import { RunProgress } from './run-progress.tsx'
import { RunState } from './run-state.tsx'
import { useBulkWords } from './use-bulk-words.ts'
import { useEndSeen } from './use-end-seen.ts'
import { useRun } from './use-run.ts'
import { useTimeLeft } from './use-time-left.ts'

/** One run, for ever: who, what, when, how far, and what became of each person. */
export function RunPage() {
  const { t, ofCode } = useMessages()
  const bulkWords = useBulkWords()
  const { id } = useParams({ from: '/signed-in/runs/$id' })
  const { data: run, error, refetch } = useRun(id)
  useEndSeen(run)
  const may = useMay()
  const isToldAnyway = may('directory.create-and-edit-users')
  const mayAudit = may('audit.view')

  if (error && !run) return <FailedPage error={error} onRetry={() => void refetch()} />
  if (!run) return <SkeletonText lines={8} />
  return (
    <div className={styles.page}>
      <PageHeader
        title={bulkWords(run.action, run.variant, 'title', { n: run.selected })}
        actions={<Actions run={run} />}
      >
        <p className={styles.facts}>
          <RunState run={run} />
          <span>{t('run.by', { name: run.actor.name })}</span>
          <RelativeTime at={run.createdAt} />
          {run.retryOf && <Link href={`/runs/${run.retryOf}`}>{t('run.retry-of')}</Link>}
          {run.undoOf && <Link href={`/runs/${run.undoOf}`}>{t('run.undo-of')}</Link>}
          {run.undoneIn && <Link href={`/runs/${run.undoneIn}`}>{t('run.undone-in')}</Link>}
        </p>
      </PageHeader>
      {run.state === 'paused' && !isToldAnyway && (
        <Banner tone="warning">
          {t('run.paused', { why: run.pausedReason ? ofCode('reason', run.pausedReason) : '' })}
        </Banner>
      )}
      {run.reviewed > run.selected && (
        <Banner
          tone="note"
          actions={
            mayAudit && <Link href={`/audit?from=${dayOf(run)}`}>{t('run.no-longer-matching.see')}</Link>
          }
        >
          {t('run.no-longer-matching', { n: run.reviewed - run.selected })}
        </Banner>
      )}
      <section className={styles.progress} aria-label={t('run.progress')}>
        <RunProgress run={run} hasLegend />
        <TimeLeft run={run} />
      </section>
      <RunOutcomes key={id} run={run} />
    </div>
  )
}

/** As days are named in the address of the audit log: in the zone of who reads. */
const dayOf = ({ createdAt }: Run) => new Date(createdAt).toLocaleDateString('sv')

function TimeLeft({ run }: { run: Run }) {
  const words = useTimeLeft(run)
  return words && <p className={styles.left}>{words}</p>
}

function Actions({ run }: { run: Run }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const cancel = useAction((id: string, key) => api.post<Run>(`/runs/${id}/cancel`, undefined, key), {
    onSuccess: answer => queryClient.setQueryData(runKey(run.id), answer),
  })
  const retry = useAction((id: string, key) => api.post<Run>(`/runs/${id}/retry`, undefined, key), {
    onSuccess: answer => navigate({ to: '/runs/$id', params: { id: answer.id } }),
  })
  const undo = useAction((id: string, key) => api.post<Run>(`/runs/${id}/undo`, undefined, key), {
    onSuccess: answer => {
      void queryClient.invalidateQueries({ queryKey: runKey(run.id) })
      void navigate({ to: '/runs/$id', params: { id: answer.id } })
    },
  })
  const problem = cancel.error ?? retry.error ?? undo.error
  return (
    <>
      <Link
        href={api.url(`/runs/${run.id}/items.csv`)}
        look="button"
        isFile
        icon={<IconDownload size={18} aria-hidden />}
      >
        {t('run.export')}
      </Link>
      {run.may.cancel && (
        <Button isBusy={cancel.isPending} onPress={() => cancel.mutate(run.id)}>
          {t(run.state === 'queued' ? 'run.call-back' : 'run.cancel-rest')}
        </Button>
      )}
      {run.may.retry && (
        <Button tone="primary" isBusy={retry.isPending} onPress={() => retry.mutate(run.id)}>
          {t('run.retry', { n: run.counts.failed })}
        </Button>
      )}
      {run.may.undo && (
        <Button
          icon={<IconArrowBackUp size={18} aria-hidden />}
          isBusy={undo.isPending}
          onPress={() => undo.mutate(run.id)}
        >
          {t('run.undo')}
        </Button>
      )}
      {problem && <ErrorState error={problem} />}
    </>
  )
}

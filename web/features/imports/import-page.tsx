import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportView } from '../../../contract/imports.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { FailedPage } from '../../shell/failed-page.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import { ImportLines } from './import-lines.tsx'
import { importsPage, importView } from './import-queries.ts'
import styles from './imports.module.css'

/** The result of checking a file; below it every line with all that is wrong with it. */
export function ImportPage() {
  const { t } = useMessages()
  const { id } = useParams({ from: '/signed-in/imports/$id' })
  const view = useQuery(importView(id))
  if (view.isPending) return <SkeletonText lines={8} />
  if (view.isError) return <FailedPage error={view.error} onRetry={() => void view.refetch()} />
  const { fileName, lines, counts, warned, columns } = view.data
  const ignored = columns.filter(column => column.field === null).map(column => column.header)

  return (
    <div className={styles.wide}>
      <PageHeader title={fileName}>
        <p className={styles.muted}>
          {t('imports.summary', {
            lines,
            add: counts.add,
            update: counts.update,
            unchanged: counts.unchanged,
          })}
        </p>
      </PageHeader>
      {counts.faulty > 0 && (
        <Banner
          tone="warning"
          actions={
            <Link href={api.url(`/imports/${id}/faults.csv`)} isFile>
              {t('imports.faulty-download')}
            </Link>
          }
        >
          {t(counts.faulty < lines ? 'imports.faulty' : 'imports.all-faulty', { n: counts.faulty })}
        </Banner>
      )}
      {warned > 0 && <Banner tone="note">{t('imports.warned', { n: warned })}</Banner>}
      {ignored.length > 0 && (
        <p className={styles.muted}>
          {t('imports.ignored-columns', { n: ignored.length, columns: ignored.join(', ') })}
        </p>
      )}
      {view.data.appliedAt ? <Applied view={view.data} /> : <Apply view={view.data} />}
      <ImportLines view={view.data} />
    </div>
  )
}

function Apply({ view }: { view: ImportView }) {
  const { t } = useMessages()
  const succeeded = useSuccessBanner()
  const [sendInvitation, setSendInvitation] = useState(false)
  const good = view.counts.add + view.counts.update
  const apply = useAction(
    (input: { sendInvitation: boolean }, key) =>
      api.post<ImportView>(`/imports/${view.id}/apply`, input, key),
    {
      onSuccess: answer => {
        queryClient.setQueryData(importView(view.id).queryKey, answer)
        void queryClient.invalidateQueries({ queryKey: ['people'] })
        void queryClient.invalidateQueries({ queryKey: ['runs'] })
        void queryClient.invalidateQueries({ queryKey: importsPage.queryKey })
        succeeded(t('imports.done', { add: answer.counts.add, update: answer.counts.update }))
      },
    },
  )
  return (
    <div className={styles.apply}>
      {apply.error && <ErrorState error={apply.error} undone={t('imports.nothing-changed')} />}
      <Checkbox isSelected={sendInvitation} onChange={setSendInvitation}>
        {t('imports.send-invitation')}
      </Checkbox>
      <div className={styles.buttons}>
        <Button
          tone="primary"
          isBusy={apply.isPending}
          disabledBecause={good + view.counts.unchanged === 0 ? t('imports.nothing-good') : null}
          onPress={() => apply.mutate({ sendInvitation })}
        >
          {t('imports.confirm', { n: good })}
        </Button>
        <Link href="/imports" look="button">
          {t('imports.another')}
        </Link>
      </div>
    </div>
  )
}

function Applied({ view }: { view: ImportView }) {
  const { t } = useMessages()
  return (
    <div className={styles.buttons}>
      <Badge tone="success">{t('imports.applied')}</Badge>
      {view.appliedAt && <RelativeTime at={view.appliedAt} />}
      {view.runId && (
        <Link href={`/runs/${view.runId}`} look="primary">
          {t('imports.see-invitations')}
        </Link>
      )}
      <Link href="/directory/users" look="button">
        {t('imports.to-directory')}
      </Link>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ImportView } from '../../../contract/imports.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { NotFound } from '../../shell/not-found.tsx'
import { Badge } from '../../ui/badge.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useFaults } from '../../ui/faults.ts'
import { FileDrop } from '../../ui/file-drop.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import { useMay } from '../sign-in/session.ts'
import { importsPage, importView } from './import-queries.ts'
import styles from './imports.module.css'

/** A file is only checked here: nothing is changed before its result was looked at and confirmed. */
export function ImportsPage() {
  return useMay()('directory.import') ? <Imports /> : <NotFound />
}

function Imports() {
  const { t } = useMessages()
  const navigate = useNavigate()
  const earlier = useQuery(importsPage)
  const upload = useAction(
    ({ file }: { name: string; file: File }, key) =>
      api.upload<ImportView>('/imports', file, { fileName: file.name }, key),
    {
      onSuccess: async answer => {
        queryClient.setQueryData(importView(answer.id).queryKey, answer)
        void queryClient.invalidateQueries({ queryKey: importsPage.queryKey })
        await navigate({ to: '/imports/$id', params: { id: answer.id } })
      },
    },
  )

  const reasons = useFaults(upload.error).elsewhere([])

  return (
    <div className={styles.page}>
      <PageHeader title={t('nav.import')} />
      {upload.error && (
        <ErrorState error={upload.error} undone={t('imports.nothing-changed')}>
          {reasons.map(words => (
            <p key={words}>{words}</p>
          ))}
        </ErrorState>
      )}
      {upload.isPending ? (
        <>
          <p role="alert">{t('imports.checking')}</p>
          <SkeletonText />
        </>
      ) : (
        <FileDrop
          label={t('imports.choose')}
          hint={t('imports.hint')}
          accept=".csv,.txt,.tsv,text/csv,text/tab-separated-values"
          onFile={file => upload.mutate({ name: `${file.name} ${file.size} ${file.lastModified}`, file })}
        />
      )}
      <p className={styles.muted}>{t('imports.columns')}</p>
      {earlier.isError && <ErrorState error={earlier.error} onRetry={() => void earlier.refetch()} />}
      {earlier.data && earlier.data.items.length > 0 && (
        <section className={styles.earlier}>
          <h2>{t('imports.earlier')}</h2>
          <ul>
            {earlier.data.items.map(each => (
              <li key={each.id}>
                <Link href={`/imports/${each.id}`} look="subtle">
                  {each.fileName}
                </Link>
                <span className={styles.muted}>{t('imports.lines', { n: each.lines })}</span>
                {each.appliedAt ? (
                  <Badge tone="success">{t('imports.applied')}</Badge>
                ) : (
                  <Badge tone="waiting">{t('imports.only-checked')}</Badge>
                )}
                <RelativeTime at={each.appliedAt ?? each.createdAt} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

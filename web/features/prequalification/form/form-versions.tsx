import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import type { formVersions } from '../../../../contract/prequalification/form.ts'
import { diffForms } from '../../../../contract/prequalification/form-diff.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import styles from '../company/company.module.css'
import { FormChanges } from './form-changes.tsx'
import { formVersionQuery, formVersionsQuery } from './form-queries.ts'

type Versions = z.infer<typeof formVersions>['items']

/** What was published when, by whom and for how many companies; and what lies between any two of them. */
export function FormVersions() {
  const { t } = useMessages()
  const versions = useQuery(formVersionsQuery)
  if (versions.isPending) return <SkeletonText lines={4} />
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />
  const { items } = versions.data
  return (
    <>
      <section className={styles.pane} aria-label={t('form-editor.view.versions')}>
        <ol className={styles.people}>
          {items.map(({ version, publishedAt, publishedBy, note, prequalifications }) => (
            <li key={version} className={styles.person}>
              <span className={styles.head}>
                <strong>{t('form-editor.versions.one', { version })}</strong>
                <span className={styles.muted}>
                  {publishedBy ?? t('form-editor.versions.standard')}
                  {' · '}
                  {publishedAt && <RelativeTime at={publishedAt} />}
                  {' · '}
                  {t('form-editor.versions.used', { n: prequalifications })}
                </span>
              </span>
              {note && <span className={styles.answer}>{note}</span>}
            </li>
          ))}
        </ol>
      </section>
      {items.length > 1 ? <Comparison items={items} /> : <p>{t('form-editor.versions.only-one')}</p>}
    </>
  )
}

function Comparison({ items }: { items: Versions }) {
  const { t } = useMessages()
  const [from, setFrom] = useState(items[1]!.version)
  const [to, setTo] = useState(items[0]!.version)
  const [before, after] = useQueries({ queries: [formVersionQuery(from), formVersionQuery(to)] })
  const options = items.map(({ version }) => ({
    value: String(version),
    label: t('form-editor.versions.one', { version }),
  }))
  const failed = before?.error ?? after?.error
  return (
    <section className={styles.pane} aria-label={t('form-editor.versions.compare')}>
      <h2>{t('form-editor.versions.compare')}</h2>
      <div className={styles.choices}>
        <Select
          label={t('form-editor.versions.from')}
          value={String(from)}
          options={options}
          onChange={next => setFrom(Number(next))}
        />
        <Select
          label={t('form-editor.versions.to')}
          value={String(to)}
          options={options}
          onChange={next => setTo(Number(next))}
        />
      </div>
      {failed && <ErrorState error={failed} />}
      {before?.data && after?.data && (
        <FormChanges
          before={before.data.form}
          after={after.data.form}
          changes={diffForms(before.data.form, after.data.form)}
          none={t('form-editor.versions.same')}
        />
      )}
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Banner } from '../../ui/banner.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { runNotices } from './bulk-queries.ts'
import { PausedNotice } from './paused-notice.tsx'
import styles from './run-notices.module.css'
import { endedClean, RunOutcomeWords } from './run-outcome-words.tsx'
import { useBulkWords } from './use-bulk-words.ts'
import { markEndSeen } from './use-end-seen.ts'

const LOOK_EVERY_MS = 10_000

/** Long runs of one's own that ended while one looked at something else, on every page until they are seen. */
export function RunNotices() {
  const { t } = useMessages()
  const bulkWords = useBulkWords()
  const { data } = useQuery({ ...runNotices, refetchInterval: LOOK_EVERY_MS })
  // Not the page's `status` region, which is for answers; it is there before its first words, for screen readers.
  return (
    <section className={styles.notices} aria-label={t('run.notices')} aria-live="polite">
      {data?.sendingPause && <PausedNotice pause={data.sendingPause} />}
      {data?.items.map(run => (
        <Banner
          key={run.id}
          tone={endedClean(run) ? 'success' : 'warning'}
          onDismiss={() => void markEndSeen(run.id)}
          actions={<Link href={`/runs/${run.id}`}>{t(endedClean(run) ? 'run.see' : 'run.see-why')}</Link>}
        >
          <strong className={styles.title}>
            {bulkWords(run.action, run.variant, 'title', { n: run.selected })}
          </strong>
          <RunOutcomeWords run={run} />
        </Banner>
      ))}
    </section>
  )
}

import type { Run } from '../../../contract/runs.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useBulkWords } from './use-bulk-words.ts'

/** How a run ended: a sentence for each of its outcomes. */
export function RunOutcomeWords({ run }: { run: Run }) {
  const { t } = useMessages()
  const bulkWords = useBulkWords()
  const { done, failed, skipped, unconfirmed, cancelled } = run.counts
  return (
    <>
      {done > 0 && bulkWords(run.action, run.variant, 'banner-done', { n: done })}{' '}
      {failed > 0 && t('run.banner.failed', { n: failed })}{' '}
      {unconfirmed > 0 && t('run.banner.unconfirmed', { n: unconfirmed })}{' '}
      {skipped > 0 && t('run.banner.skipped', { n: skipped })}{' '}
      {cancelled > 0 && t('run.banner.cancelled', { n: cancelled })}{' '}
      {run.reviewed > run.selected && t('run.banner.no-longer-matching', { n: run.reviewed - run.selected })}
    </>
  )
}

export const endedClean = ({ counts: { done, failed, unconfirmed } }: Run): boolean =>
  failed + unconfirmed === 0 && done > 0

import type { Run, RunOutcome } from '../../../contract/runs.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { ProgressBar, type Segment } from '../../ui/progress-bar.tsx'

/** In the order of the bar. */
const OUTCOMES: RunOutcome[] = ['done', 'skipped', 'failed', 'unconfirmed', 'cancelled', 'pending']

export function RunProgress({ run, hasLegend }: { run: Run; hasLegend: boolean }) {
  const { t } = useMessages()
  const segments = OUTCOMES.map(
    (outcome): Segment => ({
      id: outcome === 'pending' ? 'waiting' : outcome,
      label: t(`outcome.${outcome}`),
      count: run.counts[outcome],
    }),
  )
  return (
    <ProgressBar label={t('run.progress')} segments={segments} total={run.selected} hasLegend={hasLegend} />
  )
}

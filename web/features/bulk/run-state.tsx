import type { Run } from '../../../contract/runs.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'

const TONES: Record<Run['state'], Tone> = {
  queued: 'waiting',
  running: 'waiting',
  paused: 'warning',
  completed: 'success',
  cancelled: 'neutral',
}

export function RunState({ run }: { run: Run }) {
  const { t } = useMessages()
  const hasErrors = run.state === 'completed' && run.counts.failed + run.counts.unconfirmed > 0
  if (hasErrors) return <Badge tone="failure">{t('run.state.completed-with-errors')}</Badge>
  return <Badge tone={TONES[run.state]}>{t(`run.state.${run.state}`)}</Badge>
}

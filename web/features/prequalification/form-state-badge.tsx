import type { FormState, ShownStatus } from '../../../contract/prequalification/statuses.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'

const FORM_TONES: Record<FormState, Tone> = {
  invited: 'neutral',
  in_progress: 'waiting',
  submitted: 'success',
  changes_requested: 'warning',
  reviewed: 'success',
  cancelled: 'neutral',
}

export function FormStateBadge({ state }: { state: FormState }) {
  const { t } = useMessages()
  return <Badge tone={FORM_TONES[state]}>{t(`prequalification.form.${state}`)}</Badge>
}

const STATUS_TONES: Record<ShownStatus, Tone> = {
  not_assigned: 'neutral',
  qualified: 'success',
  qualified_with_exceptions: 'warning',
  not_qualified: 'failure',
  expired: 'warning',
}

export function StatusBadge({ status }: { status: ShownStatus }) {
  const { t } = useMessages()
  return <Badge tone={STATUS_TONES[status]}>{t(`prequalification.status.${status}`)}</Badge>
}

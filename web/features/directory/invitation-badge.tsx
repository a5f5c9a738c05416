import type { PersonRow } from '../../../contract/people.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'

type Invitation = Pick<PersonRow['invitation'], 'state' | 'reason' | 'isUnconfirmed'>

const TONES: Record<Invitation['state'], Tone> = {
  not_invited: 'neutral',
  waiting: 'waiting',
  sent: 'success',
  error: 'failure',
  accepted: 'success',
  expired: 'warning',
  revoked: 'neutral',
  cancelled: 'neutral',
  declined: 'neutral',
}

export function InvitationBadge({ state, reason, isUnconfirmed }: Invitation) {
  const { t, ofCode } = useMessages()
  if (isUnconfirmed) return <Badge tone="doubt">{t('invitation.state.unconfirmed')}</Badge>
  const words = t(`invitation.state.${state}`)
  return (
    <Badge tone={TONES[state]}>
      {state === 'error' && reason
        ? t('invitation.state.error-because', { reason: ofCode('reason', reason) })
        : words}
    </Badge>
  )
}

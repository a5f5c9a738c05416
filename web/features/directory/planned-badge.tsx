import type { PersonRow } from '../../../contract/people.ts'
import { Badge } from '../../ui/badge.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'

/** That somebody leaves on a later day, or why they did not when it came. */
export function PlannedBadge({ plan }: { plan: PersonRow['plannedInactivation'] }) {
  const { t, ofCode } = useMessages()
  if (!plan) return null
  if (plan.reason)
    return (
      <Badge tone="warning">{t('leaving.planned-refused', { reason: ofCode('reason', plan.reason) })}</Badge>
    )
  // Noon: the account's day is the same one wherever it is read.
  return <Badge tone="waiting">{t('leaving.planned', { at: new Date(`${plan.day}T12:00`) })}</Badge>
}

import { useQuery } from '@tanstack/react-query'
import type { SubjectName } from '../../../contract/bulk-actions.ts'
import { bulkActionOffers } from './bulk-queries.ts'

/** Whether there is anything to do with what is ticked in a list; active users are ticked also by who then reads what they may not. */
export function useMayTick(subject: SubjectName, status: 'active' | 'inactive'): boolean {
  const { data: offers } = useQuery(bulkActionOffers)
  if (subject === 'user' && status === 'active') return true
  return (offers?.items ?? []).some(
    offer => offer.subject === subject && offer.actsOn === status && offer.whyNot === null,
  )
}

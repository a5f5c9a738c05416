import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BulkActionName, BulkActionOffer, SubjectName } from '../../../contract/bulk-actions.ts'
import { bulkActionOffers } from './bulk-queries.ts'

/** An action that whoever may not press it elsewhere may press in this place, and what it is told there. */
export interface InPlace {
  action: BulkActionName
  input: Record<string, unknown>
}

export interface Offer extends BulkActionOffer {
  /** What the action is told beside what its window asks for. */
  told: Record<string, unknown>
}

const NOTHING_TOLD = {}

/** What can be done with things of that kind and status, in the order of the menu. */
export function useOffers(
  subject: SubjectName,
  status: 'active' | 'inactive',
  inPlace: InPlace | null = null,
  filter: { unconfirmed?: unknown } = NOTHING_TOLD,
): Offer[] {
  const { data: offers } = useQuery(bulkActionOffers)
  return useMemo(
    () =>
      (offers?.items ?? [])
        .filter(offer => offer.subject === subject && offer.actsOn === status)
        .filter(offer => !offer.offeredUnder || Boolean(filter[offer.offeredUnder]))
        .map(offer =>
          offer.whyNot && offer.name === inPlace?.action
            ? { ...offer, whyNot: null, needs: null, told: inPlace.input }
            : { ...offer, told: NOTHING_TOLD },
        ),
    [offers, subject, status, inPlace, filter],
  )
}

/** Whether there is anything to do with what is ticked in a list; active users are ticked also by who then reads what they may not. */
export const useMayTick = (
  subject: SubjectName,
  status: 'active' | 'inactive',
  inPlace: InPlace | null = null,
): boolean => {
  const offers = useOffers(subject, status, inPlace)
  return (subject === 'user' && status === 'active') || offers.some(offer => offer.whyNot === null)
}

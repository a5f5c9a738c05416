import { useEffect, useRef } from 'react'
import type { PersonRow } from '../../../contract/people.ts'
import { queryClient } from '../../query-client.ts'

const LOOK_AGAIN_MS = 2_000

const waitingAmong = (people: readonly Pick<PersonRow, 'invitation'>[]) =>
  people.filter(({ invitation }) => invitation.state === 'waiting' && !invitation.isUnconfirmed).length

/**
 * How often to look again at people: what is on its way arrives, or comes back, within seconds, and
 * nobody tells the page. What is unconfirmed waits for somebody to decide. */
export const untilArrived = (people: readonly Pick<PersonRow, 'invitation'>[]): number | false =>
  waitingAmong(people) > 0 && LOOK_AGAIN_MS

/** Once one of those shown waits no longer, counts and stories of people are old news too. */
export function useArrivals(people: readonly Pick<PersonRow, 'invitation'>[]): void {
  const waiting = waitingAmong(people)
  const before = useRef(waiting)
  useEffect(() => {
    if (waiting < before.current) void queryClient.invalidateQueries({ queryKey: ['people'] })
    before.current = waiting
  }, [waiting])
}

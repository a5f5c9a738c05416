import type { InvitationState } from '../../../contract/people.ts'
import type { Dice } from './dice.ts'
import type { Fate } from './fates.ts'

const dayMs = 24 * 60 * 60 * 1000
const minuteMs = 60 * 1000

/** How a person's invitation went, in moments; all of them past except those that lie ahead by name. */
export type Story = {
  state: InvitationState
  status: 'active' | 'inactive'
  wasEverSent: boolean
  joinedAt: Date | null
  invitation: InventedInvitation | null
}
export type InventedInvitation = {
  state: InvitationState
  createdAt: Date
  sentAt: Date | null
  acceptedAt: Date | null
  endedAt: Date | null
  expiresAt: Date | null
  /** When each follow-up left, in order. */
  followUpsAt: Date[]
  nextFollowUpAt: Date | null
}
type Clock = { now: Date; followUpDays: number[]; lifeDays: number }

/** How many days ago the invitation went out, and how many days later it ended, for who was sent one. */
const courses: Partial<
  Record<
    Fate['name'],
    { state: InvitationState; sentDaysAgo: [number, number]; endedAfterDays?: [number, number] }
  >
> = {
  joined: { state: 'accepted', sentDaysAgo: [20, 400], endedAfterDays: [0.01, 16] },
  'inactive-having-joined': { state: 'accepted', sentDaysAgo: [100, 400], endedAfterDays: [0.01, 16] },
  'just-invited': { state: 'sent', sentDaysAgo: [0.1, 13.9] },
  'invited-long-ago': { state: 'sent', sentDaysAgo: [14.1, 27.5] },
  expired: { state: 'expired', sentDaysAgo: [29, 200] },
  declined: { state: 'declined', sentDaysAgo: [20, 60], endedAfterDays: [0.1, 13] },
  revoked: { state: 'revoked', sentDaysAgo: [20, 60], endedAfterDays: [0.1, 13] },
  'inactive-while-invited': { state: 'cancelled', sentDaysAgo: [30, 200], endedAfterDays: [1, 20] },
}

export function inventStory(fate: Fate, dice: Dice, clock: Clock): Story {
  const untouched = { status: 'active', wasEverSent: false, joinedAt: null } as const
  if (fate.name === 'not-invited') return { ...untouched, state: 'not_invited', invitation: null }
  if (fate.name === 'refused-before-sending') return { ...untouched, state: 'error', invitation: null }
  if (fate.name === 'refused-by-server') {
    return {
      ...untouched,
      state: 'error',
      invitation: refused(new Date(clock.now.getTime() - dice.between(1, 90) * dayMs)),
    }
  }
  const { state, sentDaysAgo, endedAfterDays } = courses[fate.name]!
  const sentAt = new Date(clock.now.getTime() - dice.between(...sentDaysAgo) * dayMs)
  // Most who join do it soon.
  const endedAt = endedAfterDays
    ? new Date(
        sentAt.getTime() +
          (endedAfterDays[0] + (endedAfterDays[1] - endedAfterDays[0]) * dice.roll() ** 3) * dayMs,
      )
    : null
  const invitation = sent(state, sentAt, endedAt, clock)
  return {
    state,
    status: fate.name.startsWith('inactive') ? 'inactive' : 'active',
    wasEverSent: true,
    joinedAt: invitation.acceptedAt,
    invitation,
  }
}

const refused = (at: Date): InventedInvitation => ({
  state: 'error',
  createdAt: at,
  sentAt: null,
  acceptedAt: null,
  endedAt: new Date(at.getTime() + minuteMs),
  expiresAt: null,
  followUpsAt: [],
  nextFollowUpAt: null,
})

function sent(state: InvitationState, sentAt: Date, endedAt: Date | null, clock: Clock): InventedInvitation {
  const days = (count: number) => new Date(sentAt.getTime() + count * dayMs)
  const lastDay = clock.followUpDays.at(-1) ?? 0
  const expiresAt = days(lastDay + clock.lifeDays)
  const expiredAt = state === 'expired' ? expiresAt : null
  const until = endedAt ?? clock.now
  const planned = clock.followUpDays.map(days)
  return {
    state,
    createdAt: new Date(sentAt.getTime() - minuteMs),
    sentAt,
    acceptedAt: state === 'accepted' ? endedAt : null,
    endedAt: state === 'accepted' ? null : (endedAt ?? expiredAt),
    expiresAt,
    followUpsAt: planned.filter(at => at < until),
    nextFollowUpAt: state === 'sent' ? (planned.find(at => at >= until) ?? null) : null,
  }
}

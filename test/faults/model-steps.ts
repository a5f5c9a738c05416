// What can happen in a life of the invitation model, and what accounts and profiles may be like.

export const steps = [
  'invite',
  'refused',
  'unheard once',
  'unheard',
  'put off',
  'put off once more',
  'hold',
  'hold, then once more',
  'cancel',
  'call back',
  'send again',
  'send again in bulk',
  'send again with a hold',
  'arrived',
  'arrived in bulk',
  'accept',
  'revoke',
  'decline',
  'stop reminders',
  'inactivate',
  'reactivate',
  'bounce',
  'missed',
  'delivered',
  'complain',
  'welcome back',
  'rest',
] as const
export type Step = (typeof steps)[number]

/** What a mail server or gateway does when a message is offered: says that nobody is there, hangs up after it, says later. */
export type Answer = 'take' | 'refuse' | 'hang up' | 'later'

/** Steps that invite, each with what the server says to one offer after the other; then it takes what it is given. */
export const INVITING: Partial<Record<Step, Answer[]>> = {
  invite: [],
  refused: ['refuse'],
  'unheard once': ['hang up'],
  unheard: ['hang up', 'hang up'],
  'put off': ['later', 'later'],
  'put off once more': ['hang up', 'later', 'later'],
  hold: [],
  'hold, then once more': ['hang up', 'later', 'later'],
}

export type Channel = 'email' | 'sms'

/** What happens to somebody: a step, what their servers say if it invites, and by which channel it comes if that makes a difference. */
export type Move = {
  step: Step
  /** As it is counted, and what more a story says of it. */
  name: string
  more?: string
  by?: Channel
  /** What a report is of, if not of the newest invitation's message: that of the one before it, or its last reminder. */
  of?: 'Before' | 'Reminder'
  answers?: Record<Channel, Answer[]>
}

export const isHeld = (step: Step): boolean => step === 'hold' || step === 'hold, then once more'

/** What an account has chosen. */
export type Choice = { policy: 'hold' | 'retry'; smsAfterBounce: boolean }
/** What a profile holds. Who has both is written to by e-mail. */
export type Reached = { byEmail: boolean; byPhone: boolean }

/** Life: after the last follow-up. */
export const DAYS = { followUps: [3, 7, 14], life: 14, hold: 1, longestPutOff: 3 }

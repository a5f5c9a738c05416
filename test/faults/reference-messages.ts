import { type Answer, type Channel, type Choice, DAYS } from './model-steps.ts'

export const CHANNELS: readonly Channel[] = ['email', 'sms']

/** What is put off is offered again in a minute at the earliest; in days. */
const A_MINUTE = 1 / 1440

/** A message of an invitation by the method Both. Lost: refused, come back, given up, cancelled; nobody has it. */
export type Message = {
  channel: Channel
  state: 'waiting' | 'unconfirmed' | 'accepted' | 'lost'
  /** While it waits: when it is offered. */
  until: number
  /** Offered once more, though it may have arrived. */
  isSecond: boolean
  putOffSince: number | undefined
  /** What can still be reported of it. */
  canComeBack: boolean
  canComplain: boolean
  /** A reminder by its channel came back: it reaches nobody either. */
  isGone: boolean
}

export type Invitation = {
  messages: Message[]
  /** Its run, while that waits for it and can be called back. */
  isOfHeldRun: boolean
  /** Null until something of it is accepted, and again when all that was has come back. */
  sentAt: number | null
  expiresAt: number
  isExpired: boolean
  /** Follow-ups that are decided, sent or not. */
  decided: number
  followUps: Record<Channel, number[]>
  /** How many of them came back. */
  cameBack: Record<Channel, number>
}

export const invitation = (isOfHeldRun: boolean): Invitation => ({
  ...{ messages: [], isOfHeldRun, sentAt: null, expiresAt: 0, isExpired: false, decided: 0 },
  followUps: { email: [], sms: [] },
  cameBack: { email: 0, sms: 0 },
})

export const message = (channel: Channel, until: number): Message => ({
  ...{ channel, until, state: 'waiting', isSecond: false, putOffSince: undefined },
  ...{ canComeBack: false, canComplain: false, isGone: false },
})

export const isInDoubt = ({ state, isSecond }: Message): boolean =>
  state === 'unconfirmed' || (state === 'waiting' && isSecond)
export const mayHaveArrived = (one: Message): boolean =>
  !one.isGone && (one.state === 'accepted' || isInDoubt(one))
export const isLost = ({ messages }: Invitation): boolean =>
  messages.every(({ state, isGone }) => state === 'lost' || isGone)
export const isAny = ({ messages }: Invitation, state: Message['state']): boolean =>
  messages.some(one => one.state === state && !one.isGone)
export const isOpen = ({ state }: Message): boolean => state === 'waiting' || state === 'unconfirmed'
export const isDue = ({ state, until }: Message, now: number): boolean => state === 'waiting' && until <= now

/** As it is counted. */
export function told(one: Message | undefined): string {
  if (one?.isGone) return 'lost'
  if (one?.state !== 'waiting') return one?.state ?? 'none'
  if (one.isSecond) return 'once more'
  return one.putOffSince === undefined ? 'held' : 'put off'
}

/** The last reminder by that channel that has not come back does. @returns whether there is one */
export function comesBack(one: Invitation | undefined, channel: Channel): boolean {
  if (!one || one.cameBack[channel] === one.followUps[channel].length) return false
  one.cameBack[channel]++
  for (const message of one.messages) if (message.channel === channel) message.isGone = true
  return true
}

export function accept(one: Message): void {
  one.state = 'accepted'
  one.canComeBack = one.canComplain = true
}

/** Offered to its server, until that has said what becomes of it now. @returns why it is lost, if it is */
export function offer(
  one: Message,
  answers: Answer[],
  policy: Choice['policy'],
  now: number,
): 'nobody is there' | 'tries used up' | null {
  while (isDue(one, now)) {
    const answer = answers.shift() ?? 'take'
    if (answer === 'take') accept(one)
    if (answer === 'refuse') {
      one.canComplain = false
      lose(one)
      return 'nobody is there'
    }
    if (answer === 'hang up') {
      one.canComeBack = one.canComplain = true
      if (policy === 'hold' || one.isSecond) one.state = 'unconfirmed'
      one.isSecond = true
    }
    if (answer === 'later') {
      one.putOffSince ??= now
      one.until = now + A_MINUTE
      if (now - one.putOffSince <= DAYS.longestPutOff) return null
      // Of the first copy it is still not known.
      if (one.isSecond) one.state = 'unconfirmed'
      else {
        lose(one)
        return 'tries used up'
      }
    }
  }
  return null
}

export function lose(one: Message): void {
  one.state = 'lost'
  one.canComeBack = false
}

/** It does not leave; of a first copy it is still not known. */
export function withhold(one: Message): void {
  if (one.state !== 'waiting') return
  one.state = one.isSecond ? 'unconfirmed' : 'lost'
}

export function sendAgain(one: Message, until: number): void {
  Object.assign(one, { until, state: 'waiting', isSecond: true, putOffSince: undefined })
}

/** Something of it is accepted that was not before: its clock starts. */
export function startClock(one: Invitation, now: number): void {
  one.sentAt = now
  one.expiresAt = now + DAYS.followUps.at(-1)! + DAYS.life
}

/** Decides the follow-ups that are due. @returns the ordinal of the latest, if it was not decided before */
export function decideDue(one: Invitation, now: number): number | null {
  if (one.sentAt === null || one.isExpired) return null
  const due = DAYS.followUps.filter(days => one.sentAt! + days <= now).length
  if (due <= one.decided) return null
  one.decided = due
  return now < one.expiresAt ? due : null
}

/** A reminder that leaves late names a later day, and the invitation works until then. */
export function prolong(one: Invitation, ordinal: number, now: number): void {
  const left = DAYS.followUps.at(-1)! + DAYS.life - DAYS.followUps[ordinal - 1]!
  one.expiresAt = Math.max(one.expiresAt, now + left)
}

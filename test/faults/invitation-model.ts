import fc from 'fast-check'
import type { FaultOutcome } from './fault.ts'
import { compareLives, type Model } from './model-lives.ts'
import { INVITING, type Move, type Step, steps } from './model-steps.ts'
import { ReferenceInvitee } from './reference-invitee.ts'

const often = ['invite', 'invite', 'hold', 'unheard', 'put off', 'put off', 'send again with a hold'] as const

const moveOf = (step: Step): Move => {
  const said = INVITING[step]
  return { step, name: step, ...(said && { answers: { email: said, sms: said } }) }
}

/** E-mail, or SMS where there is no e-mail. */
const emailOrSms: Model<ReferenceInvitee> = {
  method: 'email-or-sms',
  steps,
  least: { situations: 1, pairs: 0.95 },
  situations: [
    ...['not_invited', 'held', 'held once more', 'put off', 'unconfirmed', 'sent', 'expired', 'error'],
    ...['accepted', 'revoked', 'declined', 'cancelled'],
  ],
  moves: fc.constantFrom(...steps, ...often).map(moveOf),
  // Of three lives one has a phone alone, and one both: it is written to by e-mail, and a complaint ends its reminders by SMS too.
  reached: number => ({ byEmail: number % 3 !== 1, byPhone: number % 3 !== 0 }),
  scripted: ({ byEmail }) => [byEmail ? 'email' : 'sms'],
  invitee: (reached, choice) => new ReferenceInvitee(reached, choice),
  take: (invitee, { step }, now) => invitee.take(step, now),
  isOffered: ({ state }) => state === 'waiting',
  situationOf(invitee) {
    if (invitee.state !== 'waiting') return invitee.state
    if (invitee.isUnconfirmed) return 'unconfirmed'
    if (invitee.isPutOff) return 'put off'
    return invitee.leavesOnceMore ? 'held once more' : 'held'
  },
  expected: ({ state, isActive, hasJoined, isUnconfirmed, isSuppressed, followUps }) => ({
    ...{ state, isActive, hasJoined, isUnconfirmed, isSuppressed, followUps },
  }),
  shownOf(invitee) {
    const { hasLiveLink, wantsNoReminders, isBySms } = invitee
    return [emailOrSms.expected(invitee), hasLiveLink, wantsNoReminders, isBySms]
  },
}

/** @param amount sequences */
export const invitationModel = (amount: number): Promise<FaultOutcome> => compareLives(emailOrSms, amount)

import fc from 'fast-check'
import type { FaultOutcome } from './fault.ts'
import { compareLives, type Model } from './model-lives.ts'
import { type Channel, INVITING, type Move, type Step, steps } from './model-steps.ts'
import { ReferenceBoth } from './reference-both.ts'
import { CHANNELS } from './reference-messages.ts'

const WAYS: Record<Channel, string> = { email: 'e-mail', sms: 'SMS' }

/** What comes from outside, by either channel; nobody takes a complaint back. */
const REPORTS: Record<Channel, Step[]> = {
  email: ['bounce', 'missed', 'delivered', 'complain'],
  sms: ['bounce', 'missed', 'delivered', 'complain', 'welcome back'],
}
const reports: Move[] = CHANNELS.flatMap(by =>
  REPORTS[by].map(step => ({ step, by, name: `${step} by ${WAYS[by]}` })),
)
const plain = steps
  .filter(step => !(step in INVITING) && !REPORTS.sms.includes(step))
  .map((step): Move => ({ step, name: step }))

/** What a server says of an invitation; an empty script takes it. */
const said = (['invite', 'refused', 'unheard once', 'unheard', 'put off', 'put off once more'] as const).map(
  name => ({ name: name === 'invite' ? 'taken' : name, answers: INVITING[name]! }),
)
const inviting = fc
  .tuple(
    fc.constantFrom<Step>('invite', 'invite', 'hold'),
    fc.constantFrom(...said),
    fc.constantFrom(...said),
  )
  .map(
    ([step, email, sms]): Move => ({
      ...{ step, name: step, more: `e-mail ${email.name}, SMS ${sms.name}` },
      answers: { email: email.answers, sms: sms.answers },
    }),
  )

const gone = ['not_invited', 'expired', 'error', 'accepted', 'revoked', 'declined', 'cancelled']
const ofOne = ['none', 'held', 'put off', 'once more', 'unconfirmed', 'accepted', 'lost']
/** None where nothing is left of either, or where both were never written. */
const ofTwo = ofOne.flatMap(email => ofOne.map(sms => `${email} + ${sms}`))

/** Both: each invitation is an e-mail and an SMS with one secret. */
const both: Model<ReferenceBoth> = {
  method: 'both',
  steps: ['invite', 'hold', ...[...plain, ...reports].map(({ name }) => name)],
  situations: [...gone, ...ofTwo],
  moves: fc.oneof(
    { weight: 4, arbitrary: inviting },
    { weight: 5, arbitrary: fc.constantFrom(...plain) },
    { weight: 4, arbitrary: fc.constantFrom(...reports) },
  ),
  reached: () => ({ byEmail: true, byPhone: true }),
  scripted: () => [...CHANNELS],
  invitee: (_, choice) => new ReferenceBoth(choice),
  take: (invitee, move, now) => invitee.take(move, now),
  isOffered: (invitee, channel) => invitee.isOffered(channel),
  situationOf: ({ state, messages }) => (gone.includes(state) ? state : messages.join(' + ')),
  expected: invitee => ({
    state: invitee.state,
    isActive: invitee.isActive,
    hasJoined: invitee.hasJoined,
    isUnconfirmed: invitee.isUnconfirmed,
    isMailShut: invitee.isShut('email'),
    isPhoneShut: invitee.isShut('sms'),
    mailFollowUps: invitee.followUpsBy('email'),
    textFollowUps: invitee.followUpsBy('sms'),
  }),
  shownOf: invitee => [
    ...[both.expected(invitee), invitee.messages, invitee.hasLiveLink, invitee.wantsNoReminders],
  ],
}

/** @param amount sequences */
export const bothModel = (amount: number): Promise<FaultOutcome> => compareLives(both, amount)

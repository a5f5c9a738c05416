import fc from 'fast-check'
import type { FaultOutcome } from './fault.ts'
import { compareLives, type Model } from './model-lives.ts'
import { type Answer, type Channel, INVITING, type Move, type Step, steps } from './model-steps.ts'
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
const lateReports = reports
  .filter(({ step, by }) => step !== 'welcome back' && !(step === 'complain' && by === 'sms'))
  .map((move): Move => ({ ...move, of: 'Before', name: `${move.name}, of the one before` }))
const ofReminders = reports
  .filter(({ step }) => step === 'bounce' || step === 'missed')
  .map((move): Move => ({ ...move, of: 'Reminder', name: `${move.name}, of a reminder` }))
const plain = steps
  .filter(step => !(step in INVITING) && !REPORTS.sms.includes(step))
  .map((step): Move => ({ step, name: step }))

/** What a server says of an invitation, to one offer after the other; then it takes what it is given. */
const said: { name: string; answers: Answer[] }[] = [
  { name: 'taken', answers: [] },
  ...(['refused', 'unheard once', 'unheard', 'put off', 'put off once more'] as const).map(name => ({
    ...{ name, answers: INVITING[name]! },
  })),
  { name: 'refused once more', answers: ['hang up', 'refuse'] },
]
const inviting = (...how: Step[]) =>
  fc.tuple(fc.constantFrom(...how), fc.constantFrom(...said), fc.constantFrom(...said)).map(
    ([step, email, sms]): Move => ({
      ...{ step, name: step, more: `e-mail ${email.name}, SMS ${sms.name}` },
      answers: { email: email.answers, sms: sms.answers },
    }),
  )

const gone = ['not_invited', 'expired', 'error', 'accepted', 'revoked', 'declined', 'cancelled']
const ofOne = ['none', 'held', 'put off', 'once more', 'unconfirmed', 'accepted', 'lost']
/** Where of neither anything is left, the invitation is over. */
const over = ['none', 'lost']
const ofTwo = ofOne.flatMap(email =>
  ofOne.filter(sms => !(over.includes(email) && over.includes(sms))).map(sms => `${email} + ${sms}`),
)

/** Both: each invitation is an e-mail and an SMS with one secret. */
const both: Model<ReferenceBoth> = {
  method: 'both',
  steps: [
    'invite',
    'hold',
    ...[...plain, ...reports, ...lateReports, ...ofReminders].map(({ name }) => name),
  ],
  situations: [...gone, ...ofTwo],
  least: { situations: 0.75, pairs: 0.5 },
  moves: fc.oneof(
    { weight: 4, arbitrary: inviting('invite', 'invite', 'hold') },
    { weight: 5, arbitrary: fc.constantFrom(...plain) },
    { weight: 4, arbitrary: fc.constantFrom(...reports) },
    { weight: 2, arbitrary: fc.constantFrom(...lateReports, ...ofReminders) },
  ),
  // What is reported of an invitation while a newer one is held, and of its reminders.
  openings: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Move[]>([]) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(inviting('invite'), inviting('hold'), fc.constantFrom(...lateReports))
        .map((moves): Move[] => moves),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(inviting('invite'), fc.constantFrom(...ofReminders), fc.constantFrom(...reports))
        .map((moves): Move[] => moves),
    },
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
    ...[
      both.expected(invitee),
      invitee.messages,
      invitee.messagesBefore,
      invitee.hasLiveLink,
      invitee.wantsNoReminders,
    ],
  ],
}

/** @param amount sequences */
export const bothModel = (amount: number): Promise<FaultOutcome> => compareLives(both, amount)

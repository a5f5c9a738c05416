import { type Answer, drop, reset, type Step, stall } from '../scripted-smtp-server.ts'
import type { State, States } from './case-check.ts'

/** What a mail server does wrong while three people are invited one after the other, and where that leaves each. */
export type SmtpCase = {
  what: string
  policy?: 'hold' | 'retry'
  /** Nobody listens at all. */
  isAway?: true
  /** Postfix's smtp-sink, with these switches, in place of a script. */
  sink?: string[]
  /** Its certificate is its own word only. */
  isSelfSigned?: true
  /** Of SMTP_URL. */
  url?: { signIn?: string; search?: string }
  script?: Partial<Record<Step, Answer | Answer[]>>
  /** Long enough for the sender to notice a lost line before its dot is let pass. */
  slowFence?: true
  /** While it lasts; for all three, or one by one. */
  meanwhile: State | States
  /** Of the first person's message. */
  reason?: string
  /** Why the whole account waits; null where it does not. */
  paused: string | null
  /** Once the server is well again; accepted where nothing is said. */
  afterwards?: States
  /** How many copies the server kept, all in all; three where nothing is said. */
  copies?: number
}

const offersSignIn = '250-test.example\r\n250-AUTH PLAIN LOGIN\r\n250 PIPELINING'
const offersTls = '250-test.example\r\n250-STARTTLS\r\n250 PIPELINING'
const signIn = 'muster:secret'
const requireTls = '?requireTls=1'
const all = { meanwhile: 'queued' as const }
const first = (state: State): States => [state, 'accepted', 'accepted']
const well = '250 2.0.0 Ok'
const busy = '451 4.3.0 Try again later'

/** The account waits as a whole, nobody is refused: it is nobody's message that is wrong. */
const beforeAnyMessage: SmtpCase[] = [
  { what: 'connections are refused', isAway: true, ...all, paused: 'server-unreachable' },
  { what: 'reset at the greeting', script: { greeting: reset }, ...all, paused: 'server-unreachable' },
  { what: 'no greeting', script: { greeting: stall }, ...all, paused: 'server-unreachable' },
  {
    what: '421 as greeting',
    script: { greeting: '421 4.3.2 Closing' },
    ...all,
    paused: 'temporarily-refused',
  },
  {
    what: '554 as greeting',
    script: { greeting: '554 5.3.2 No service' },
    ...all,
    paused: 'mail-system-not-taking',
  },
  // Connected, greeted, and then nothing more comes of the line.
  { what: 'half-open: silent at EHLO', script: { EHLO: stall }, ...all, paused: 'server-unreachable' },
  {
    what: '4xx at EHLO and HELO',
    script: { EHLO: busy, HELO: busy },
    ...all,
    paused: 'temporarily-refused',
  },
  {
    what: '5xx at EHLO and HELO',
    script: { EHLO: '554 5.3.2 No service', HELO: '554 5.3.2 No service' },
    ...all,
    paused: 'mail-system-not-taking',
  },
  {
    what: '5xx at EHLO, an old server that knows HELO',
    script: { EHLO: '502 5.5.1 Not known' },
    meanwhile: 'accepted',
    paused: null,
  },
  {
    what: 'sign-in refused',
    url: { signIn },
    script: { EHLO: offersSignIn, AUTH: '535 5.7.8 Bad credentials' },
    ...all,
    paused: 'sign-in-refused-by-mail-server',
  },
  { what: 'sign-in not offered', url: { signIn }, ...all, paused: 'sign-in-refused-by-mail-server' },
  {
    what: 'sign-in demanded at MAIL',
    script: { MAIL: '530 5.7.0 Authentication required' },
    ...all,
    paused: 'sign-in-refused-by-mail-server',
  },
  { what: 'TLS not offered', url: { search: requireTls }, ...all, paused: 'tls-failed' },
  {
    what: 'a certificate that nobody vouches for',
    isSelfSigned: true,
    url: { search: requireTls },
    ...all,
    paused: 'tls-failed',
  },
  {
    what: 'TLS refused',
    url: { search: requireTls },
    script: { EHLO: offersTls, STARTTLS: '454 4.7.0 Not now' },
    ...all,
    paused: 'tls-failed',
  },
  {
    what: 'dropped at STARTTLS',
    url: { search: requireTls },
    script: { EHLO: offersTls, STARTTLS: drop },
    ...all,
    paused: 'server-unreachable',
  },
]

const temporary: SmtpCase[] = (['MAIL', 'RCPT', 'DATA', 'dot'] as const).map(step => ({
  what: `4xx at ${step}`,
  script: { [step]: [busy] },
  meanwhile: first('deferred'),
  reason: 'temporarily-refused',
  paused: null,
}))

const greylisted: SmtpCase = {
  what: 'greylisting: everybody later, the first time',
  script: { RCPT: Array(3).fill('450 4.7.1 Greylisted, try again') },
  meanwhile: 'deferred',
  reason: 'temporarily-refused',
  paused: null,
}

const permanent: SmtpCase[] = (
  [
    ['MAIL', '550 5.7.1 Sender rejected', 'sender-refused'],
    ['RCPT', '550 5.1.1 No such user', 'mailbox-does-not-exist'],
    ['RCPT', '552 5.2.2 Over quota', 'mailbox-full'],
    ['DATA', '554 5.6.0 No', 'contents-not-taken'],
    ['dot', '554 5.7.1 Looks like spam', 'refused-by-policy'],
  ] as const
).map(([step, answer, reason]) => ({
  what: `${answer.slice(0, 9)} at ${step}`,
  script: { [step]: [answer] },
  meanwhile: first('refused'),
  reason,
  paused: null,
  afterwards: first('refused'),
  copies: 2,
}))

const lostLine: SmtpCase[] = [
  ...(['MAIL', 'RCPT', 'DATA'] as const).map(step => ({
    what: `reset at ${step}`,
    script: { [step]: [reset] },
    meanwhile: first('deferred'),
    reason: 'server-unreachable',
    paused: null,
  })),
  ...(['MAIL', 'RCPT', 'DATA'] as const).map(step => ({
    what: `half-open: silent at ${step}`,
    script: { [step]: [stall] },
    meanwhile: first('deferred'),
    reason: 'server-unreachable',
    paused: null,
  })),
  {
    what: 'dropped before the dot',
    script: { body: [reset] },
    slowFence: true,
    meanwhile: first('deferred'),
    reason: 'server-unreachable',
    paused: null,
  },
  ...(
    [
      ['dropped', drop],
      ['reset', reset],
      ['silent', stall],
    ] as const
  ).flatMap(([how, answer]): SmtpCase[] => [
    {
      what: `${how} after the dot, hold`,
      script: { dot: [answer] },
      meanwhile: first('unconfirmed'),
      reason: 'answer-not-heard',
      paused: null,
      afterwards: first('unconfirmed'),
    },
    {
      what: `${how} after the dot, retry`,
      policy: 'retry',
      script: { dot: [answer] },
      meanwhile: 'accepted',
      paused: null,
      copies: 4,
    },
  ]),
  // The second time comes after the two others.
  {
    what: 'dropped after the dot twice, retry',
    policy: 'retry',
    script: { dot: [drop, well, well, drop] },
    meanwhile: first('unconfirmed'),
    reason: 'answer-not-heard',
    paused: null,
    afterwards: first('unconfirmed'),
    copies: 4,
  },
]

export const smtpCases: SmtpCase[] = [
  ...beforeAnyMessage,
  ...temporary,
  greylisted,
  ...permanent,
  ...lostLine,
]

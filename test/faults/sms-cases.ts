import type { SmsAnswer } from '../scripted-sms-gateway.ts'
import type { SmscAnswer } from '../scripted-smsc.ts'
import type { State, States } from './case-check.ts'

/** What an SMS gateway does wrong while three people are invited one after the other, and where that leaves each. */
export type SmsCase = {
  what: string
  way: 'kannel' | 'smpp'
  policy?: 'hold' | 'retry'
  /** Nobody listens at all. */
  isAway?: true
  bindStatus?: number
  /** To the first, second… message; what is not named goes well. */
  answers?: (SmsAnswer | SmscAnswer)[]
  /** The pace is to be slower from the first answer on. */
  slowsDown?: true
  /** While it lasts; for all three, or one by one. */
  meanwhile: State | States
  /** Of the first person's message. */
  reason?: string
  /** Why the whole account waits; null where it does not. */
  paused: string | null
  /** Once the gateway is well again; accepted where nothing is said. */
  afterwards?: States
  /** How many copies the gateway took, all in all; three where nothing is said. */
  copies?: number
  /** What is reported then of each message, and where that leaves them. */
  receipts?: [string, string, string]
  reported?: States
}

const first = (state: State): States => [state, 'accepted', 'accepted']
const said = (status: number, text: string): SmsAnswer => ({ status, text })
const status = (number: number): SmscAnswer => ({ status: number })
const oneIs = (state: State, reason: string) => ({ meanwhile: first(state), reason, paused: null })
const oneStays = (state: State) => ({ afterwards: first(state) })

const overHttp: SmsCase[] = [
  {
    what: 'connections are refused',
    way: 'kannel',
    isAway: true,
    meanwhile: 'queued',
    paused: 'gateway-unreachable',
  },
  {
    what: 'sign-in refused',
    way: 'kannel',
    answers: [said(403, 'Authorization failed for sendsms')],
    meanwhile: 'queued',
    reason: 'sign-in-refused-by-gateway',
    paused: 'sign-in-refused-by-gateway',
  },
  { what: '429', way: 'kannel', answers: [said(429, '')], ...oneIs('deferred', 'gateway-throttles') },
  {
    what: '503',
    way: 'kannel',
    answers: [said(503, 'Temporal failure, try again later.')],
    ...oneIs('deferred', 'gateway-temporarily-refuses'),
  },
  {
    what: 'an unknown number',
    way: 'kannel',
    answers: [said(400, 'Unknown receiver number')],
    ...oneIs('refused', 'number-does-not-exist'),
    ...oneStays('refused'),
    copies: 2,
  },
  {
    what: 'dropped after the end, hold',
    way: 'kannel',
    answers: [{ drop: true }],
    ...oneIs('unconfirmed', 'answer-not-heard'),
    ...oneStays('unconfirmed'),
  },
  {
    what: 'silent after the end, retry',
    way: 'kannel',
    policy: 'retry',
    answers: [{ stall: true }],
    meanwhile: 'accepted',
    paused: null,
    copies: 4,
  },
  {
    what: '502 of a proxy in between',
    way: 'kannel',
    answers: [said(502, 'Bad Gateway')],
    ...oneIs('unconfirmed', 'answer-not-heard'),
    ...oneStays('unconfirmed'),
    copies: 2,
  },
]

const overSmpp: SmsCase[] = [
  {
    what: 'connections are refused',
    way: 'smpp',
    isAway: true,
    meanwhile: 'queued',
    paused: 'gateway-unreachable',
  },
  {
    what: 'bind refused',
    way: 'smpp',
    bindStatus: 0x0e,
    meanwhile: 'queued',
    paused: 'sign-in-refused-by-gateway',
  },
  {
    what: 'bind refused for now',
    way: 'smpp',
    bindStatus: 0x08,
    meanwhile: 'queued',
    paused: 'gateway-temporarily-refuses',
  },
  {
    what: 'throttled',
    way: 'smpp',
    answers: [status(0x58)],
    slowsDown: true,
    ...oneIs('deferred', 'gateway-throttles'),
  },
  { what: 'queue full', way: 'smpp', answers: [status(0x14)], ...oneIs('deferred', 'gateway-throttles') },
  {
    what: 'system error',
    way: 'smpp',
    answers: [status(0x08)],
    ...oneIs('deferred', 'gateway-temporarily-refuses'),
  },
  {
    what: 'a number that is none',
    way: 'smpp',
    answers: [status(0x0b)],
    ...oneIs('refused', 'number-does-not-exist'),
    ...oneStays('refused'),
    copies: 2,
  },
  {
    what: 'sender refused',
    way: 'smpp',
    answers: [status(0x0a)],
    meanwhile: 'queued',
    reason: 'sender-refused-by-gateway',
    paused: 'sender-refused-by-gateway',
  },
  {
    what: 'lost between submit_sm and its answer, hold',
    way: 'smpp',
    answers: [{ drop: true }],
    ...oneIs('unconfirmed', 'answer-not-heard'),
    ...oneStays('unconfirmed'),
  },
  {
    what: 'lost between submit_sm and its answer, retry',
    way: 'smpp',
    policy: 'retry',
    answers: [{ drop: true }],
    meanwhile: 'accepted',
    paused: null,
    copies: 4,
  },
  {
    what: 'no answer to submit_sm',
    way: 'smpp',
    answers: [{ stall: true }],
    ...oneIs('unconfirmed', 'answer-not-heard'),
    ...oneStays('unconfirmed'),
  },
  {
    what: 'delivery receipts',
    way: 'smpp',
    meanwhile: 'accepted',
    paused: null,
    receipts: ['stat:DELIVRD err:000', 'stat:UNDELIV err:001', 'stat:ENROUTE err:000'],
    reported: ['delivered', 'bounced', 'accepted'],
  },
]

export const smsCases: SmsCase[] = [...overHttp, ...overSmpp].map(one => ({
  ...one,
  what: `${one.way}, ${one.what}`,
}))

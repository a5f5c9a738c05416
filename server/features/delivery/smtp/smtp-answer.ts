import { blamesAddress, reasonOfStatus, statusReasons } from './status-reasons.ts'

/** How far the talk with the server had come. Up to `auth` no message was offered: such a failure is nobody's message's. */
export type SmtpPhase = 'connect' | 'greeting' | 'tls' | 'auth' | 'mail' | 'rcpt' | 'data' | 'dot'

/**
 * permanent: this message will never be taken · temporary: try again later · configuration: no message will be taken
 * until somebody mends the settings · unknown-after-dot: it may have arrived.
 */
export type FailureClass = 'permanent' | 'temporary' | 'configuration' | 'unknown-after-dot'

export interface SmtpFailure {
  phase: SmtpPhase
  /** Whether the final dot was let go; only our own fence knows. */
  afterDot: boolean
  /** Three digits, as answered. */
  code?: number
  /** RFC 3463, e.g. `5.1.1`. */
  enhancedCode?: string
  /** The server's words on one line; they may hold the recipient's address, so they don't belong in logs. */
  reply?: string
  klass: FailureClass
}

export const deliveryReasons = [
  ...statusReasons,
  'temporarily-refused',
  'server-unreachable',
  'sign-in-refused-by-mail-server',
  'tls-failed',
  'answer-not-heard',
] as const
export type DeliveryReason = (typeof deliveryReasons)[number]

const REPLY_CHARACTERS = 500
const BEFORE_ANY_MESSAGE: SmtpPhase[] = ['connect', 'greeting', 'tls', 'auth']
/** Authentication required, too weak, refused, or only over TLS. Source: RFC 4954, 6. */
const SIGN_IN_CODES = [530, 534, 535, 538]

/** What the server's answer, or its silence, means. */
export function smtpFailure(
  phase: SmtpPhase,
  afterDot: boolean,
  answer?: string,
  klass?: FailureClass,
): SmtpFailure {
  const reply = answer && oneLine(answer)
  const code = reply ? Number(/^[45]\d\d(?=[ -]|$)/.exec(reply)?.[0]) || undefined : undefined
  const enhancedCode = code && /^\d{3}[ -]([45]\.\d{1,3}\.\d{1,3})\b/.exec(reply!)?.[1]
  return {
    phase,
    afterDot,
    ...(code && { code }),
    ...(enhancedCode && { enhancedCode }),
    ...(reply && { reply }),
    klass: klass ?? classOf(phase, afterDot, code),
  }
}

function classOf(phase: SmtpPhase, afterDot: boolean, code: number | undefined): FailureClass {
  if (code === undefined) return afterDot ? 'unknown-after-dot' : 'temporary'
  if (code < 500) return 'temporary'
  return BEFORE_ANY_MESSAGE.includes(phase) || SIGN_IN_CODES.includes(code) ? 'configuration' : 'permanent'
}

/** Why, as a code that the locales have words for. */
export function reasonOf(failure: SmtpFailure): DeliveryReason {
  const { phase, code, enhancedCode, klass } = failure
  if (klass === 'unknown-after-dot') return 'answer-not-heard'
  if (phase === 'auth' && klass === 'configuration') return 'sign-in-refused-by-mail-server'
  if (phase === 'tls') return 'tls-failed'
  if (code === undefined) return 'server-unreachable'
  if (code < 500) return 'temporarily-refused'
  if (SIGN_IN_CODES.includes(code)) return 'sign-in-refused-by-mail-server'
  const known = enhancedCode && reasonOfStatus(enhancedCode, failure.reply)
  if (!known) return byWords(failure)
  // Of whom it is to nothing was said yet.
  const isOfSender = phase === 'mail' && (known === 'refused-by-policy' || blamesAddress(known))
  return isOfSender ? 'sender-refused' : known
}

const NOBODY_THERE =
  /no such|unknown|not found|no mailbox|does ?n[o']t exist|invalid (user|mailbox|recipient)/i
/** What else a server does not find or know at RCPT: us. */
const ABOUT_US = /\b(sender|client|helo|ehlo|reverse|ptr|r?dns|spf|dkim|dmarc|ip)\b/i

/** Servers without enhanced codes: 550 means anything, so only clear words count. */
function byWords({ phase, code, reply = '' }: SmtpFailure): DeliveryReason {
  if (code === 552) return phase === 'rcpt' ? 'mailbox-full' : 'message-too-big'
  if (phase === 'mail') return 'sender-refused'
  const isUnknown = NOBODY_THERE.test(reply) && !ABOUT_US.test(reply)
  return phase === 'rcpt' && isUnknown ? 'mailbox-does-not-exist' : 'refused-by-server'
}

/** `550-5.1.1 No⏎550 5.1.1 such user` → `550 5.1.1 No such user` */
function oneLine(answer: string): string {
  const [first = '', ...more] = answer.trim().split(/\r?\n/)
  const start = first.replace(/^(\d{3})-/, '$1 ')
  const rest = more.map(line => line.replace(/^\d{3}[ -](\d\.\d{1,3}\.\d{1,3} )?/, ''))
  return [start, ...rest]
    .join(' ')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, REPLY_CHARACTERS)
    .toWellFormed()
}

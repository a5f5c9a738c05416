import { blamesAddress, reasonOf, reasonOfStatus, smtpFailure } from '../smtp/index.ts'
import type { MailReport } from './note-mail-report.ts'

/** Why, as a code that the locales have words for. */
export function reasonOfReport({ outcome, status, words }: MailReport): string {
  if (outcome === 'complained') return 'complained'
  const known = reasonOfStatus(status, words)
  if (known) return known
  if (outcome === 'delayed') return 'temporarily-refused'
  // A class alone: then what the last server answered may still say it.
  const failure = smtpFailure('rcpt', false, words)
  return failure.code && failure.code >= 500 ? reasonOf(failure) : 'not-delivered'
}

/**
 * Whether nothing will ever arrive at this address: for good, and for a reason that lies there or was not told. A full mailbox, a policy or a size is no fault of the address, and
 * neither is a server that could not be reached in time (class 4).
 */
export function isFaultOfAddress(status: string, reason: string): boolean {
  if (status.startsWith('4.')) return false
  const saysNothing = status === '' || status.startsWith('5.0.')
  return blamesAddress(reason) || (saysNothing && ['not-delivered', 'refused-by-server'].includes(reason))
}

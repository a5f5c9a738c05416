export const statusReasons = [
  'mailbox-does-not-exist',
  'mailbox-disabled',
  'mailbox-not-usable',
  'mailbox-full',
  'domain-does-not-exist',
  'address-not-accepted',
  'address-ambiguous',
  'mailing-list-broken',
  'sender-refused',
  'message-too-big',
  'mail-system-full',
  'mail-system-not-taking',
  'their-server-not-reached',
  'mail-loop',
  'not-delivered-in-time',
  'contents-not-taken',
  'refused-by-policy',
  'refused-by-server',
] as const
export type StatusReason = (typeof statusReasons)[number]

/**
 * What an enhanced status code means by its subject and detail, whatever its class.
 * Source: RFC 3463, 3.1 to 3.8; RFC 7504 (1.10), RFC 6710 and its registry.
 */
const BY_SUBJECT_AND_DETAIL: Record<string, StatusReason> = {
  '1.0': 'address-not-accepted',
  '1.1': 'mailbox-does-not-exist',
  '1.2': 'domain-does-not-exist',
  '1.3': 'address-not-accepted',
  '1.4': 'address-ambiguous',
  '1.6': 'mailbox-does-not-exist', // moved, no forwarding address
  '1.7': 'sender-refused',
  '1.8': 'sender-refused',
  '1.10': 'domain-does-not-exist', // null MX: takes no mail
  '2.0': 'mailbox-not-usable',
  '2.1': 'mailbox-disabled',
  '2.2': 'mailbox-full',
  '2.3': 'message-too-big',
  '2.4': 'mailing-list-broken',
  '3.1': 'mail-system-full',
  '3.4': 'message-too-big',
  '4.4': 'domain-does-not-exist', // unable to route
  '4.6': 'mail-loop',
  '4.7': 'not-delivered-in-time',
}
const BY_SUBJECT: Record<string, StatusReason> = {
  '1': 'address-not-accepted',
  '2': 'mailbox-not-usable',
  '3': 'mail-system-not-taking',
  '4': 'their-server-not-reached',
  '5': 'refused-by-server',
  '6': 'contents-not-taken',
  '7': 'refused-by-policy',
}

/**
 * @param status such as 5.1.1
 * @param words that came with it: two well-known servers say only there whom it is about
 * @returns null where it says nothing beyond its class, or is none
 */
export function reasonOfStatus(status: string, words = ''): StatusReason | null {
  const [, subject = '', detail = ''] = /^[245]\.(\d{1,3})\.(\d{1,3})$/.exec(status) ?? []
  const code = `${subject}.${detail}`
  if (code === '1.0' && /\bsender\b/i.test(words)) return 'sender-refused' // Postfix, also at RCPT
  if (code === '4.1' && /recipient address rejected/i.test(words)) return 'address-not-accepted' // Exchange Online
  return BY_SUBJECT_AND_DETAIL[code] ?? BY_SUBJECT[subject] ?? null
}

const OF_ADDRESS = new Set<string>([
  'mailbox-does-not-exist',
  'mailbox-disabled',
  'mailbox-not-usable',
  'domain-does-not-exist',
  'address-not-accepted',
  'address-ambiguous',
])

/** Whether a refusal for this reason, if it is for good, says that nothing will ever arrive at the address. */
export const blamesAddress = (reason: string): boolean => OF_ADDRESS.has(reason)

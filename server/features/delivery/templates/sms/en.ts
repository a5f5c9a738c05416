import type { MailOnlyTemplateName, TemplateName } from '../mail-template-named.ts'

// Short, in characters that GSM-7 has: each part of a text is paid for.
const rest =
  '{{ link }} Your user name: {{ userName }}. Works until {{ expiresOn }}. Answer STOP to get no more texts.'

export const smsEn: Record<Exclude<TemplateName, MailOnlyTemplateName>, string> = {
  'invitation/welcome': `{{ inviter.name }} invites you to join {{ account.name }}. Choose a password: ${rest}`,
  'invitation/first-follow-up': `Reminder: {{ inviter.name }} invites you to join {{ account.name }}: ${rest}`,
  'invitation/second-follow-up': `Your invitation to {{ account.name }} is still open: ${rest}`,
  'invitation/last-follow-up': `Last reminder to join {{ account.name }}: ${rest}`,
  'password-reset':
    'New password for {{ userName }}: {{ link }} Works for {{ validMinutes }} minutes. Not you? Ignore this text.',
  'sign-in-address':
    'Sign in to {{ account.name }} with {{ userName }}: {{ link }} Works for {{ validMinutes }} minutes. Not you? Ignore this text.',
}

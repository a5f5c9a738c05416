import type { MailOnlyTemplateName, TemplateName } from '../mail-template-named.ts'

// Short, in characters that GSM-7 has: each part of a text is paid for.
const rest =
  '{{ link }} Your user name: {{ userName }}. Works until {{ expiresOn }}. Answer STOP to get no more texts.'

const withPassword =
  '{{ link }} User name: {{ userName }} Temporary password: {{ password }} Works until {{ expiresOn }}. Answer STOP to get no more texts.'

export const smsEn: Record<Exclude<TemplateName, MailOnlyTemplateName>, string> = {
  'invitation/welcome': `{{ inviter.name }} invites you to join {{ account.name }}. Choose a password: ${rest}`,
  'invitation/again': `{{ inviter.name }} invites you once more to {{ account.name }}; the text before works no more: ${rest}`,
  'invitation/first-follow-up': `Reminder: {{ inviter.name }} invites you to join {{ account.name }}: ${rest}`,
  'invitation/second-follow-up': `Your invitation to {{ account.name }} is still open: ${rest}`,
  'invitation/last-follow-up': `Last reminder to join {{ account.name }}: ${rest}`,
  'invitation/welcome-password': `{{ inviter.name }} invites you to join {{ account.name }}. Sign in: ${withPassword}`,
  'invitation/again-password': `{{ inviter.name }} invites you once more to {{ account.name }}; the text before works no more. Sign in: ${withPassword}`,
  'invitation/first-follow-up-password': `Reminder: {{ inviter.name }} invites you to join {{ account.name }}. Sign in: ${withPassword}`,
  'invitation/second-follow-up-password': `Your invitation to {{ account.name }} is still open. Sign in: ${withPassword}`,
  'invitation/last-follow-up-password': `Last reminder to join {{ account.name }}. Sign in: ${withPassword}`,
  'password-reset':
    'New password for {{ userName }}: {{ link }} Works for {{ validMinutes }} minutes. Not you? Ignore this text.',
  'sign-in-address':
    'Sign in to {{ account.name }} with {{ userName }}: {{ link }} Works for {{ validMinutes }} minutes. Not you? Ignore this text.',
}

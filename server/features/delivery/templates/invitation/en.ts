import type { MailWords } from '../mail-words.ts'
import type { InvitationKind, LinkKind } from './invitation-kinds.ts'
import { type PasswordWords, withPasswords } from './with-password.ts'

const button = { label: 'Join {{ account.name }}', link: '{{ link }}' }
const facts = [{ label: 'Your user name', value: '{{ userName }}' }]
const whatHappens = 'Press the button, choose a password, and you are in. It takes about a minute.'
const expiry = 'The button works until {{ expiresOn }}.'
const plainLink = 'If the button does not work, copy this address into your browser:'
const stop =
  '{% if reminders.size == 0 %}If you do not want to join, you can ignore this message; no reminder follows.' +
  '{% elsif reminders.size == 1 %}If you do not want to join, you can ignore this message; one more reminder follows, then nothing.' +
  '{% else %}If you do not want to join, you can ignore this message; at most {{ reminders.size }} reminders follow.{% endif %}'
const sender =
  '{{ inviter.name }} sent this message from the directory of {{ account.name }}. Your answer to it goes to {{ inviter.name }}.'

const stopReminders = { label: 'Remind me of this invitation no more', link: '{{ stopLink }}' }

const rest = { button, facts, afterButton: [expiry], plainLink, footer: [stop, sender] }

const byLink: Record<LinkKind, MailWords> = {
  welcome: {
    ...rest,
    subject: '{{ inviter.name }} invites you to join {{ account.name }}',
    preview: 'Choose a password and you are in. The button works until {{ expiresOn }}.',
    heading: 'Join {{ account.name }}',
    paragraphs: [
      '{{ inviter.name }} invites you to the directory of {{ account.name }}, where everyone who works on its projects finds each other.',
      whatHappens,
    ],
  },
  again: {
    ...rest,
    subject: 'A new invitation from {{ inviter.name }} to {{ account.name }}',
    preview: 'This one works until {{ expiresOn }}; the one before does not work any more.',
    heading: 'A new invitation to {{ account.name }}',
    paragraphs: [
      '{{ inviter.name }} invites you once more to the directory of {{ account.name }}, where everyone who works on its projects finds each other. Use this message: the one before does not work any more.',
      whatHappens,
    ],
  },
  'first-follow-up': {
    ...rest,
    stop: stopReminders,
    subject: 'Reminder: {{ inviter.name }} invites you to join {{ account.name }}',
    preview: 'You have not joined yet. The button works until {{ expiresOn }}.',
    heading: 'Your invitation to {{ account.name }}',
    paragraphs: [
      '{{ inviter.name }} invites you to the directory of {{ account.name }}. You have not joined yet, and the invitation still stands.',
      whatHappens,
    ],
  },
  'second-follow-up': {
    ...rest,
    stop: stopReminders,
    subject: 'Your invitation to {{ account.name }} is still open',
    preview: '{{ inviter.name }} invites you. The button works until {{ expiresOn }}.',
    heading: 'Your place at {{ account.name }} is still open',
    paragraphs: [
      '{{ inviter.name }} would like to have you in the directory of {{ account.name }}, so that people on its projects can reach you.',
      whatHappens,
    ],
  },
  'last-follow-up': {
    ...rest,
    subject: 'Last reminder: join {{ account.name }} by {{ expiresOn }}',
    preview: 'This is the last message about the invitation from {{ inviter.name }}.',
    heading: 'Last reminder: join {{ account.name }}',
    paragraphs: [
      '{{ inviter.name }} invites you to the directory of {{ account.name }}. This is the last message about it.',
      whatHappens,
    ],
    afterButton: [
      'The button works until {{ expiresOn }}. After that, ask {{ inviter.name }} for a new invitation.',
    ],
    footer: ['If you do not want to join, you can ignore this message; no reminder follows.', sender],
  },
}

const withPassword: PasswordWords = {
  preview: 'Your user name and a temporary password are inside. They work until {{ expiresOn }}.',
  whatHappens:
    'Sign in with your user name and this temporary password. You then choose a password of your own, and you are in.',
  button: 'Sign in',
  fact: 'Your temporary password',
  afterButton: {
    welcome: ['The temporary password works until {{ expiresOn }}, and once. Give it to nobody.'],
    'last-follow-up': [
      'The temporary password works until {{ expiresOn }}, and once. After that, ask {{ inviter.name }} for a new invitation.',
    ],
  },
}

export const en: Record<InvitationKind, MailWords> = withPasswords(byLink, whatHappens, withPassword)

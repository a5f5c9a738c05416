import type { MailWords } from '../mail-words.ts'

export const passwordResetEn: MailWords = {
  subject: 'Choose a new password for {{ account.name }}',
  preview: 'The button works for one hour, and once.',
  heading: 'Choose a new password',
  paragraphs: [
    'Somebody, probably you, asked for a new password for {{ account.name }}. Press the button and choose one.',
  ],
  button: { label: 'Choose a new password', link: '{{ link }}' },
  facts: [{ label: 'Your user name', value: '{{ userName }}' }],
  afterButton: ['The button works for one hour, and once. If you ask again, only the newest message works.'],
  plainLink: 'If the button does not work, copy this address into your browser:',
  footer: [
    'If it was not you, ignore this message: your password stays as it is. Nobody else was sent this link.',
  ],
}

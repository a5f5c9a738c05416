import type { MailWords } from '../mail-words.ts'

export const signInAddressEn: MailWords = {
  subject: 'Sign in to {{ account.name }} with this address',
  preview: 'The button works for one hour, and once.',
  heading: 'Sign in with this address too',
  paragraphs: [
    'Somebody, probably you, wants to sign in to {{ account.name }} with this address, besides the user name they have. Press the button and confirm it.',
  ],
  button: { label: 'Confirm this address', link: '{{ link }}' },
  facts: [{ label: 'This address', value: '{{ userName }}' }],
  afterButton: ['The button works for one hour, and once. You sign in first, as you have until now.'],
  plainLink: 'If the button does not work, copy this address into your browser:',
  footer: ['If it was not you, ignore this message: without your confirmation nothing changes.'],
}

import type { MailWords } from '../mail-words.ts'

export const testMessageEn: MailWords = {
  subject: 'Test message from Muster',
  preview: 'If you read this, messages go out.',
  heading: 'Messages go out',
  paragraphs: [
    'You asked Muster for a test message, and here it is. It went the way that invitations go: the same mail server, the same sender.',
    'Look also where your mail program has put it. If it lies in spam, the diagnosis says what is missing.',
  ],
  button: { label: 'Open the diagnosis', link: '{{ link }}' },
  facts: [{ label: 'Sent to', value: '{{ userName }}' }],
  afterButton: [],
  plainLink: 'If the button does not work, copy this address into your browser:',
  footer: ['Only super admins of this Muster can send such a message, and only to themselves.'],
}

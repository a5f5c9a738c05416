import type { MailWords } from '../mail-words.ts'

export const runFinishedEn: MailWords = {
  subject: 'Finished: {{ run.title }}',
  preview: '{{ run.outcomes }}',
  heading: '{{ run.title }}',
  paragraphs: ['What you started in {{ account.name }} is finished. {{ run.outcomes }}'],
  button: { label: 'See who', link: '{{ link }}' },
  facts: [],
  afterButton: [],
  plainLink: 'If the button does not work, copy this address into your browser:',
  footer: [
    'You get this message because you asked for it. Under your name, at Your sign-in, you can switch it off.',
  ],
}

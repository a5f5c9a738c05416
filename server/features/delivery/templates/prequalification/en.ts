import type { MailWords } from '../mail-words.ts'
import type { PrequalificationKind } from './prequalification-kinds.ts'

const button = { label: 'Open the form', link: '{{ link }}' }
const facts = [{ label: 'Your user name', value: '{{ userName }}' }]
const plainLink = 'If the button does not work, copy this address into your browser:'
const together =
  'Several people of your company may have been invited: you fill one form in together, and nothing is lost when you stop in between.'
const signIn =
  'You need to sign in. If you have not joined {{ account.name }} yet, press the button in our message about that first. Passing this message on gives nobody access.'
const sender =
  '{{ inviter.name }} sent this message for {{ account.name }}. Your answer to it goes to {{ inviter.name }}.'

const toReview = {
  button: { label: 'Review it', link: '{{ link }}' },
  facts: [],
  afterButton: [],
  plainLink,
}

export const prequalificationEn: Record<PrequalificationKind, MailWords> = {
  invitation: {
    subject: '{{ account.name }} asks your company to prequalify',
    preview: '{{ inviter.name }} asks you to fill a form in.',
    heading: 'Prequalify for {{ account.name }}',
    paragraphs: [
      '{{ inviter.name }} asks your company to fill the prequalification form of {{ account.name }} in. With it {{ account.name }} decides which work your company can be asked for.',
      together,
    ],
    button,
    facts,
    afterButton: [signIn],
    plainLink,
    footer: ['Until the form is submitted we remind you from time to time; you can stop that.', sender],
  },
  reminder: {
    subject: 'Reminder: the prequalification form of {{ account.name }} waits for you',
    preview: 'It has not been submitted yet.',
    heading: 'Your company’s form is not submitted yet',
    paragraphs: [
      '{{ inviter.name }} asked your company to fill the prequalification form of {{ account.name }} in. It has not been submitted yet. What is filled in already is kept.',
      together,
    ],
    button,
    facts,
    afterButton: [signIn],
    plainLink,
    stop: { label: 'Send me no more reminders of this form', link: '{{ stopLink }}' },
    footer: [sender],
  },
  changes: {
    subject: '{{ account.name }} asks for changes in your prequalification form',
    preview: 'What to change stands above the form.',
    heading: 'Changes are needed',
    paragraphs: [
      '{{ inviter.name }} has read your company’s prequalification form and asks for changes. What to change stands above the form; afterwards, submit it again.',
    ],
    button,
    facts,
    afterButton: [signIn],
    plainLink,
    footer: [sender],
  },
  submitted: {
    subject: '{{ company.name }} has submitted its prequalification form',
    preview: 'It waits for your review.',
    heading: '{{ company.name }} has submitted its form',
    paragraphs: [
      '{{ inviter.name }} has submitted the prequalification form of {{ company.name }} to {{ account.name }}. It is whole and locked, and waits for your review.',
    ],
    ...toReview,
    footer: [
      'You get this message because you asked {{ company.name }} to prequalify. Your answer to it goes to {{ inviter.name }}.',
    ],
  },
  resubmitted: {
    subject: '{{ company.name }} has submitted its prequalification form again',
    preview: 'With the changes that you asked for.',
    heading: '{{ company.name }} has submitted its form again',
    paragraphs: [
      '{{ inviter.name }} has submitted the prequalification form of {{ company.name }} to {{ account.name }} again, after your request for changes. It waits for your review.',
    ],
    ...toReview,
    footer: [
      'You get this message because you asked {{ company.name }} for changes. Your answer to it goes to {{ inviter.name }}.',
    ],
  },
  expiry: {
    subject: 'Qualifications at {{ account.name }} will expire soon',
    preview: 'The list shows which.',
    heading: 'Qualifications will expire soon',
    paragraphs: [
      'Qualifications that you decided on expire within {{ days }} days. The list shows which. Select people of these companies and press Re-Qualify to ask for a new form.',
    ],
    button: { label: 'Show them', link: '{{ link }}' },
    facts: [],
    afterButton: [],
    plainLink,
    footer: ['You get this message because you decided on these companies in {{ account.name }}.'],
  },
  'expiry-contact': {
    subject: 'The qualification of your company at {{ account.name }} will expire soon',
    preview: 'It expires within {{ days }} days.',
    heading: 'Your company’s qualification will expire soon',
    paragraphs: [
      'The qualification of your company at {{ account.name }} expires within {{ days }} days. {{ inviter.name }} will tell you what to do; where a new form is waiting for you already, the button leads to it.',
    ],
    button,
    facts,
    afterButton: [signIn],
    plainLink,
    footer: [
      'You get this message because you are your company’s primary contact for {{ account.name }}.',
      sender,
    ],
  },
}

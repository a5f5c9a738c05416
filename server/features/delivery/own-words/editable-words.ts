import type { MessageWords } from '../../../../contract/message-templates.ts'
import { type Language, smsTemplateNamed, wordsNamed } from '../templates/index.ts'
import { isInvitation } from './sample.ts'

/** Muster's own words as an account would write them: where editing begins. */
export function ourWords(name: string, language: Language): MessageWords {
  const { subject, heading, opening, paragraphs, facts, button, afterButton } = wordsNamed(name, language)
  const body = [
    opening ?? '{{ person.greeting }}',
    ...paragraphs,
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    '{{ link }}',
    ...afterButton,
  ]
  return {
    subject,
    heading,
    body: body.filter(Boolean).join('\n\n'),
    button: button.label,
    sms: isInvitation(name) ? smsTemplateNamed(name, language) : null,
  }
}

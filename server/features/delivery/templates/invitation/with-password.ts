import type { MailWords } from '../mail-words.ts'
import { type InvitationKind, type LinkKind, linkKinds } from './invitation-kinds.ts'

/** What a message says otherwise where it carries a temporary password instead of a link. */
export type PasswordWords = {
  preview: string
  /** Instead of the paragraph that says what the button does. */
  whatHappens: string
  button: string
  fact: string
  /** After the button, in the kinds that differ from `welcome` by their own. */
  afterButton: Partial<Record<LinkKind, string[]>> & { welcome: string[] }
}

/** Every kind by a link, and every kind by a temporary password. @param linkWhatHappens the paragraph that goes */
export function withPasswords(
  words: Record<LinkKind, MailWords>,
  linkWhatHappens: string,
  other: PasswordWords,
): Record<InvitationKind, MailWords> {
  const passwordKinds = linkKinds.map(kind => {
    const { paragraphs, facts, button, ...rest } = words[kind]
    const own: MailWords = {
      ...rest,
      preview: other.preview,
      paragraphs: paragraphs.map(each => (each === linkWhatHappens ? other.whatHappens : each)),
      facts: [...facts, { label: other.fact, value: '{{ password }}' }],
      button: { ...button, label: other.button },
      afterButton: other.afterButton[kind] ?? other.afterButton.welcome,
    }
    return [`${kind}-password`, own] as const
  })
  return { ...words, ...Object.fromEntries(passwordKinds) } as Record<InvitationKind, MailWords>
}

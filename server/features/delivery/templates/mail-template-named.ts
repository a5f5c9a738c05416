import type { MailTemplate } from '../mime/index.ts'
import { en } from './invitation/en.ts'
import { type InvitationKind, invitationKinds } from './invitation/invitation-kinds.ts'
import { ru } from './invitation/ru.ts'
import type { Language } from './language.ts'
import { htmlLayout, plainLayout } from './mail-layout.ts'
import type { MailWords } from './mail-words.ts'
import { passwordResetEn } from './password-reset/en.ts'
import { passwordResetRu } from './password-reset/ru.ts'
import { prequalificationEn } from './prequalification/en.ts'
import {
  type PrequalificationKind,
  prequalificationKinds,
} from './prequalification/prequalification-kinds.ts'
import { prequalificationRu } from './prequalification/ru.ts'
import { runFinishedEn } from './run-finished/en.ts'
import { runFinishedRu } from './run-finished/ru.ts'
import { signInAddressEn } from './sign-in-address/en.ts'
import { signInAddressRu } from './sign-in-address/ru.ts'
import { testMessageEn } from './test-message/en.ts'
import { testMessageRu } from './test-message/ru.ts'

/** What goes by e-mail alone: a form of many pages is filled in where mail is read, and mail is tried by mail. */
export type MailOnlyTemplateName =
  | `prequalification/${PrequalificationKind}`
  | 'run-finished'
  | 'test-message'
export type TemplateName =
  | `invitation/${InvitationKind}`
  | MailOnlyTemplateName
  | 'password-reset'
  | 'sign-in-address'

/** What differs from person to person in every message: the templates may only print it. */
export const personSlots = [
  'person.greeting',
  'person.greetingName',
  'link',
  'userName',
  'password',
  'stopLink',
] as const

const WORDS: Record<Language, Record<string, MailWords>> = {
  en: {
    ...inFolder('invitation', en),
    ...inFolder('prequalification', prequalificationEn),
    'password-reset': passwordResetEn,
    'run-finished': runFinishedEn,
    'sign-in-address': signInAddressEn,
    'test-message': testMessageEn,
  },
  ru: {
    ...inFolder('invitation', ru),
    ...inFolder('prequalification', prequalificationRu),
    'password-reset': passwordResetRu,
    'run-finished': runFinishedRu,
    'sign-in-address': signInAddressRu,
    'test-message': testMessageRu,
  },
}

export const templateNames: TemplateName[] = [
  ...invitationKinds.map(kind => `invitation/${kind}` as const),
  ...prequalificationKinds.map(kind => `prequalification/${kind}` as const),
  'password-reset',
  'run-finished',
  'sign-in-address',
  'test-message',
]

/** @throws Error when no template has that name */
export function wordsNamed(name: string, language: Language): MailWords {
  const words = WORDS[language][name]
  if (!words) throw new Error(`There is no message template "${name}"`)
  return words
}

/** @throws Error when no template has that name */
export function mailTemplateNamed(name: string, language: Language): MailTemplate {
  const words = wordsNamed(name, language)
  return { subject: words.subject, text: plainLayout(words), html: htmlLayout(words, language) }
}

function inFolder(folder: string, kinds: Record<string, MailWords>): Record<string, MailWords> {
  return Object.fromEntries(Object.entries(kinds).map(([kind, words]) => [`${folder}/${kind}`, words]))
}

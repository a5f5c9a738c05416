import type { Language } from './language.ts'
import { smsEn } from './sms/en.ts'
import { smsRu } from './sms/ru.ts'

const WORDS: Record<Language, Record<string, string>> = { en: smsEn, ru: smsRu }

/** The words of an SMS, in Liquid. @throws Error when no template has that name */
export function smsTemplateNamed(name: string, language: Language): string {
  const words = WORDS[language][name]
  if (words === undefined) throw new Error(`There is no SMS template "${name}"`)
  return words
}

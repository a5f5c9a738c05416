import type { Language } from './language.ts'

/** A day as the language writes it inside a sentence, e.g. `12 November 2025` or `12 ноября 2025`. */
export function dateInWords(date: Date, timeZone: string, language: Language): string {
  const parts = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone,
  }).formatToParts(date)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find(one => one.type === type)?.value ?? ''
  return `${part('day')} ${part('month')} ${part('year')}` // without the «г.» that would end a sentence twice
}

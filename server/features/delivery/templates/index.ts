export { dateInWords } from './date-in-words.ts'
export { type Carries, followUpTemplate, welcomeTemplate } from './follow-up-template.ts'
export { greeting } from './greeting.ts'
export type { Language } from './language.ts'
export { htmlLayout, plainLayout } from './mail-layout.ts'
export {
  mailTemplateNamed,
  personSlots,
  type TemplateName,
  templateNames,
  wordsNamed,
} from './mail-template-named.ts'
export type { MailWords } from './mail-words.ts'
export { smsTemplateNamed } from './sms-template-named.ts'

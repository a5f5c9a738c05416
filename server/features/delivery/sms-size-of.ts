import { sizeOfSms } from './sms/index.ts'
import { fillSms, prepareSms } from './sms/sms-words.ts'
import { smsTemplateNamed } from './templates/index.ts'

/** All of these characters are one septet each: texts whose user names are of them differ by its length alone. */
const plain = /^[\w@.+-]+$/

/** How many parts a text takes with somebody's user name in it. @param link any of the right length */
export function smsSizeOf(
  template: string,
  language: 'en' | 'ru',
  variables: Record<string, unknown>,
  link: string,
): (userName: string) => number {
  const prepared = prepareSms(smsTemplateNamed(template, language), variables)
  const measure = (userName: string) => sizeOfSms(fillSms(prepared, { link, userName })).segments
  const byLength = new Map<number, number>()
  return userName => {
    if (!plain.test(userName)) return measure(userName)
    const known = byLength.get(userName.length) ?? measure(userName)
    byLength.set(userName.length, known)
    return known
  }
}

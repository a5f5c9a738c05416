import type { OwnWords } from './own-words/words-in-force.ts'
import { sizeOfSms } from './sms/index.ts'
import { fillSms } from './sms/sms-words.ts'
import { preparedSms } from './sms-clerk.ts'

/** All of these characters are one septet each: texts whose user names are of them differ by its length alone. */
const plain = /^[\w@.+-]+$/

/** How many parts a text takes with somebody's user name in it. @param secrets link and password, any of the right length */
export function smsSizeOf(
  template: string,
  language: 'en' | 'ru',
  variables: Record<string, unknown>,
  secrets: { link: string; password: string },
  own: OwnWords | null,
): (userName: string) => number {
  const prepared = preparedSms(template, language, variables, own)
  const measure = (userName: string) => sizeOfSms(fillSms(prepared, { ...secrets, userName })).segments
  const byLength = new Map<number, number>()
  return userName => {
    if (!plain.test(userName)) return measure(userName)
    const known = byLength.get(userName.length) ?? measure(userName)
    byLength.set(userName.length, known)
    return known
  }
}

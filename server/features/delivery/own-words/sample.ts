import type { AccountSettings, Installation } from '../../settings/index.ts'
import { dateInWords, greeting, type Language } from '../templates/index.ts'

const lifeDays = 28

/** What words may print, by the name of their template; what differs from person to person in front. */
export const variablesOf = (name: string): string[] => [
  'person.greeting',
  'person.greetingName',
  'userName',
  ...(carriesPassword(name) ? ['password'] : []),
  'link',
  'account.name',
  'inviter.name',
  ...(isInvitation(name) ? ['expiresOn'] : []),
]

export const carriesPassword = (name: string) => name.endsWith('-password')
export const isInvitation = (name: string) => name.startsWith('invitation/')

/** What differs from person to person in these words. */
export const slotsOf = (name: string): string[] =>
  variablesOf(name).filter(each => !['account.name', 'inviter.name', 'expiresOn'].includes(each))

/** What all messages of a batch share, as it could be. */
export const sampleVariables = (
  name: string,
  language: Language,
  account: AccountSettings,
  inviterName: string,
): Record<string, unknown> => ({
  account: { name: account.name },
  inviter: { name: inviterName },
  ...(isInvitation(name)
    ? {
        reminders: account.followUpDays,
        expiresOn: dateInWords(new Date(Date.now() + lifeDays * 86_400_000), account.timeZone, language),
      }
    : { days: lifeDays }),
})

/** An invented person, whose link leads nowhere. */
export function samplePerson(installation: Installation, name: string, language: Language) {
  const firstName = language === 'ru' ? 'Анна' : 'Ana'
  const link = carriesPassword(name) ? '/sign-in' : `/join/${'sample'.repeat(8).slice(0, 43)}`
  return {
    name: firstName,
    values: {
      'person.greeting': greeting(language, firstName),
      'person.greetingName': firstName,
      userName: 'ana@example.com',
      ...(carriesPassword(name) && { password: 'SAMP-LEPA-SSWR-DFRA-NATW-RKSN' }),
      link: installation.publicUrl + link,
      stopLink: `${installation.publicUrl}/reminders/sample`,
    } as Record<string, string>,
  }
}

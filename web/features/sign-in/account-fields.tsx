import type { NewAccount } from '../../../contract/setup.ts'
import { LANGUAGE_NAMES, LANGUAGES } from '../../ui/i18n/language.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { countryOptions, likelyCountry, timeZones } from './countries.ts'

export const ACCOUNT_FIELDS = [
  'accountName',
  'country',
  'language',
  'timeZone',
  'firstName',
  'lastName',
  'email',
] as const

/** What most accounts of this browser's owner would be like. */
export const likelyAccount = (language: NewAccount['language']): NewAccount => ({
  accountName: '',
  country: likelyCountry(navigator.languages),
  language,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  firstName: '',
  lastName: '',
  email: '',
})

interface AccountFieldsProps {
  value: NewAccount
  onChange: (change: Partial<NewAccount>) => void
  errorsOf: (field: string) => string[]
  /** The admin's own, or that of somebody else: browsers fill in what is theirs. */
  isOwn: boolean
}

/** An account and its first Directory Admin. */
export function AccountFields({ value, onChange, errorsOf, isOwn }: AccountFieldsProps) {
  const { t, locale } = useMessages()
  const field = (name: keyof NewAccount) => ({
    name,
    value: value[name],
    onChange: (typed: string) => onChange({ [name]: typed }),
    errors: errorsOf(name),
  })
  const filledIn = (autoComplete: string) => ({ autoComplete: isOwn ? autoComplete : 'off' })
  return (
    <>
      <TextField
        {...field('accountName')}
        {...filledIn('organization')}
        label={t(isOwn ? 'setup.account-name' : 'installation.account.name')}
        isRequired
        autoFocus
      />
      <Select
        {...field('country')}
        label={t('setup.country')}
        description={t('setup.country.hint')}
        options={countryOptions(locale)}
      />
      <Select
        {...field('language')}
        label={t('setup.language')}
        options={LANGUAGES.map(code => ({ value: code, label: LANGUAGE_NAMES[code] }))}
      />
      <Select
        {...field('timeZone')}
        label={t('setup.time-zone')}
        options={timeZones(value.timeZone).map(zone => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      />
      {!isOwn && <h2>{t('installation.new-account.admin')}</h2>}
      <TextField {...field('firstName')} {...filledIn('given-name')} label={t('person.first-name')} />
      <TextField
        {...field('lastName')}
        {...filledIn('family-name')}
        label={t('person.last-name')}
        isRequired
      />
      <TextField
        {...field('email')}
        {...filledIn('username')}
        label={t('person.email')}
        type="email"
        isRequired
      />
    </>
  )
}

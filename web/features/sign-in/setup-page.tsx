import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { SetupInput } from '../../../contract/setup.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { QuietPage } from '../../shell/quiet-page.tsx'
import { Button } from '../../ui/button.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { LANGUAGE_NAMES, LANGUAGES } from '../../ui/i18n/language.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { countryOptions, likelyCountry } from './countries.ts'
import { PasswordField } from './password-field.tsx'
import { meQuery } from './session.ts'

const FIELDS = [
  'accountName',
  'country',
  'language',
  'timeZone',
  'firstName',
  'lastName',
  'email',
  'password',
]

/** First run: the account and its first Directory Admin. */
export function SetupPage() {
  const { t, language, locale } = useMessages()
  const navigate = useNavigate()
  const [input, setInput] = useState<SetupInput>(() => ({
    accountName: '',
    country: likelyCountry(navigator.languages),
    language,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    firstName: '',
    lastName: '',
    email: '',
    password: '',
  }))
  const set = (change: Partial<SetupInput>) => setInput(old => ({ ...old, ...change }))

  const setUp = useAction((next: SetupInput, key) => api.post('/setup', next, key), {
    onSuccess: async () => {
      await queryClient.resetQueries({ queryKey: meQuery.queryKey })
      await navigate({ to: '/', replace: true })
    },
  })
  const faults = useFaults(setUp.error)
  const field = (name: keyof SetupInput) => ({
    name,
    value: input[name],
    onChange: (value: string) => set({ [name]: value }),
    errors: faults.of(name),
  })

  return (
    <QuietPage title={t('setup.title')}>
      <p>{t('setup.words')}</p>
      <Form
        label={t('setup.title')}
        fields={FIELDS}
        problem={setUp.error}
        onSubmit={() => setUp.mutate(input)}
        footer={
          <Button type="submit" tone="primary" isBusy={setUp.isPending}>
            {t('setup.submit')}
          </Button>
        }
      >
        <TextField
          {...field('accountName')}
          label={t('setup.account-name')}
          isRequired
          autoFocus
          autoComplete="organization"
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
          options={LANGUAGES.map(value => ({ value, label: LANGUAGE_NAMES[value] }))}
        />
        <Select
          {...field('timeZone')}
          label={t('setup.time-zone')}
          options={timeZones(input.timeZone).map(value => ({
            value,
            label: value.replaceAll('_', ' '),
          }))}
        />
        <TextField {...field('firstName')} label={t('person.first-name')} autoComplete="given-name" />
        <TextField
          {...field('lastName')}
          label={t('person.last-name')}
          isRequired
          autoComplete="family-name"
        />
        <TextField
          {...field('email')}
          label={t('person.email')}
          type="email"
          isRequired
          autoComplete="username"
        />
        <PasswordField
          value={input.password}
          onChange={password => set({ password })}
          errors={faults.of('password')}
        />
      </Form>
    </QuietPage>
  )
}

/** All that the browser names, and its own, which need not be among them: UTC is not. */
const timeZones = (own: string) => [...new Set([own, ...Intl.supportedValuesOf('timeZone')])].sort()

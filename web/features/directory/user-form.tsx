import { type ReactNode, useState } from 'react'
import type { PersonInput } from '../../../contract/people.ts'
import type { ApiProblem } from '../../api-problem.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { LANGUAGE_NAMES, LANGUAGES } from '../../ui/i18n/language.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { timeZones } from '../sign-in/countries.ts'
import styles from './person-page.module.css'
import { useCompanyNames } from './use-company-names.ts'
import { useTemplates } from './use-templates.ts'

const FIELDS = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'jobTitle',
  'companyName',
  'templateId',
  'externalId',
  'language',
  'timeZone',
]

interface UserFormProps {
  label: string
  first: PersonInput
  problem: ApiProblem | null
  /** What stands below the fields. */
  extra?: ReactNode
  onSubmit: (input: PersonInput) => void
  footer: ReactNode
}

/** A user as added or edited; an empty field is sent as nothing. */
export function UserForm({ label, first, problem, extra, onSubmit, footer }: UserFormProps) {
  const { t } = useMessages()
  const [input, setInput] = useState(first)
  const templates = useTemplates()
  const faults = useFaults(problem)
  const set = (change: Partial<PersonInput>) => setInput(old => ({ ...old, ...change }))
  const field = (
    name: 'firstName' | 'lastName' | 'email' | 'phone' | 'jobTitle' | 'companyName' | 'externalId',
  ) => ({
    name,
    value: input[name] ?? '',
    onChange: (value: string) => set({ [name]: value }),
    errors: faults.of(name),
  })
  const companies = useCompanyNames(input.companyName ?? '')

  return (
    <Form
      label={label}
      fields={FIELDS}
      problem={problem}
      onSubmit={() => onSubmit(withoutBlanks(input))}
      footer={footer}
    >
      <div className={styles.columns}>
        <TextField {...field('firstName')} label={t('person.first-name')} autoFocus />
        <TextField {...field('lastName')} label={t('person.last-name')} isRequired />
      </div>
      <TextField {...field('email')} label={t('person.email')} type="email" />
      <TextField
        {...field('phone')}
        label={t('person.phone')}
        type="tel"
        description={t('person.phone.hint')}
      />
      <div className={styles.columns}>
        <TextField {...field('companyName')} label={t('person.company')} suggestions={companies} />
        <TextField {...field('jobTitle')} label={t('person.job-title')} />
      </div>
      <Select
        label={t('person.template')}
        value={input.templateId || templates.standardId}
        options={templates.assignable(first.templateId)}
        onChange={templateId => set({ templateId })}
        errors={faults.of('templateId')}
      />
      <div className={styles.columns}>
        <Select
          label={t('person.language')}
          value={input.language ?? ''}
          options={[
            { value: '', label: t('person.language.of-account') },
            ...LANGUAGES.map(value => ({ value, label: LANGUAGE_NAMES[value] })),
          ]}
          onChange={language => set({ language: (language || null) as PersonInput['language'] })}
          errors={faults.of('language')}
        />
        <Select
          label={t('person.time-zone')}
          description={t('person.time-zone.hint')}
          value={input.timeZone ?? ''}
          options={[
            { value: '', label: t('person.time-zone.of-account') },
            ...timeZones(input.timeZone ?? 'UTC').map(value => ({
              value,
              label: value.replaceAll('_', ' '),
            })),
          ]}
          onChange={timeZone => set({ timeZone: timeZone || null })}
          errors={faults.of('timeZone')}
        />
        <TextField {...field('externalId')} label={t('person.external-id')} />
      </div>
      <Checkbox isSelected={input.isEmployee} onChange={isEmployee => set({ isEmployee })}>
        {t('person.employee')}
      </Checkbox>
      {extra}
    </Form>
  )

  function withoutBlanks(typed: PersonInput): PersonInput {
    const orNull = (text: string | null) => text?.trim() || null
    return {
      ...typed,
      email: orNull(typed.email),
      phone: orNull(typed.phone),
      jobTitle: orNull(typed.jobTitle),
      companyName: orNull(typed.companyName),
      externalId: orNull(typed.externalId),
      templateId: typed.templateId || templates.standardId || null,
    }
  }
}

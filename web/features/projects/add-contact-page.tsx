import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContactInput } from '../../../contract/people.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { FailedPage } from '../../shell/failed-page.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import styles from '../directory/person-page.module.css'
import { useCompanyNames } from '../directory/use-company-names.ts'
import { projectCard } from './project-queries.ts'

const FIELDS = ['firstName', 'lastName', 'email', 'phone', 'companyName', 'jobTitle']
const NEW: ContactInput = {
  firstName: '',
  lastName: '',
  email: null,
  phone: null,
  jobTitle: null,
  companyName: null,
  externalId: null,
  isEmployee: false,
}

/** Somebody is named on a project who does not sign in: a craft worker, a visitor. */
export function AddContactPage() {
  const { id } = useParams({ from: '/signed-in/projects/$id/contacts/new' })
  const card = useQuery(projectCard(id))
  if (card.isPending) return <SkeletonText lines={6} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  return card.data.may.addContacts ? <AddContact project={card.data} /> : <NotFound />
}

function AddContact({ project }: { project: { id: string; name: string } }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const [input, setInput] = useState(NEW)
  const companies = useCompanyNames(input.companyName ?? '')
  const add = useAction(
    (contact: ContactInput, key) =>
      api.post<{ name: string }>(`/projects/${project.id}/contacts`, contact, key),
    {
      onSuccess: async ({ name }) => {
        succeeded(t('contact.added', { name, project: project.name }))
        void queryClient.invalidateQueries({ queryKey: ['projects'] })
        void queryClient.invalidateQueries({ queryKey: ['people'] })
        await navigate({ to: '/projects/$id/$tab', params: { id: project.id, tab: 'contacts' } })
      },
    },
  )
  const faults = useFaults(add.error)
  const field = (name: 'firstName' | 'lastName' | 'email' | 'phone' | 'companyName' | 'jobTitle') => ({
    name,
    value: input[name] ?? '',
    onChange: (value: string) => setInput(old => ({ ...old, [name]: value })),
    errors: faults.of(name),
  })
  return (
    <div className={styles.form}>
      <PageHeader title={t('contact.add')}>
        <p className={styles.under}>{t('contact.add.words', { project: project.name })}</p>
      </PageHeader>
      <Form
        label={t('contact.add')}
        fields={FIELDS}
        problem={add.error}
        onSubmit={() => add.mutate(withoutBlanks(input))}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={add.isPending}>
              {t('contact.add')}
            </Button>
            <Link href={`/projects/${project.id}/contacts`} look="button">
              {t('ui.form.cancel')}
            </Link>
          </>
        }
      >
        <div className={styles.columns}>
          <TextField {...field('firstName')} label={t('person.first-name')} autoFocus />
          <TextField {...field('lastName')} label={t('person.last-name')} isRequired />
        </div>
        <div className={styles.columns}>
          <TextField {...field('companyName')} label={t('person.company')} suggestions={companies} />
          <TextField {...field('jobTitle')} label={t('person.job-title')} />
        </div>
        <TextField
          {...field('phone')}
          label={t('person.phone')}
          type="tel"
          description={t('person.phone.hint')}
        />
        <TextField {...field('email')} label={t('person.email')} type="email" />
        <Checkbox
          isSelected={input.isEmployee}
          onChange={isEmployee => setInput(old => ({ ...old, isEmployee }))}
        >
          {t('person.employee')}
        </Checkbox>
      </Form>
    </div>
  )
}

const withoutBlanks = (typed: ContactInput): ContactInput =>
  Object.assign(
    { ...typed },
    Object.fromEntries(
      (['email', 'phone', 'jobTitle', 'companyName'] as const).map(name => [
        name,
        typed[name]?.trim() || null,
      ]),
    ),
  )

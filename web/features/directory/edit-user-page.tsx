import { useNavigate, useParams } from '@tanstack/react-router'
import type { PersonCard, PersonInput } from '../../../contract/people.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { FailedPage } from '../../shell/failed-page.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import { useOpened } from '../../use-opened.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import { personCard } from './people-queries.ts'
import styles from './person-page.module.css'
import { UserForm } from './user-form.tsx'

export function EditUserPage() {
  const { id } = useParams({ from: '/signed-in/people/$id/edit' })
  const card = useOpened(personCard(id))
  if (card.isPending) return <SkeletonText lines={8} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  const person = card.data
  return person.isWhole && person.may.edit ? <Edit key={id} person={person} /> : <NotFound />
}

function Edit({ person }: { person: PersonCard }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const save = useAction(
    // The version that was read goes along: a change made meanwhile by somebody else is not overwritten unseen.
    (input: PersonInput) =>
      api.patch<PersonCard>(`/people/${person.id}`, changed(input, person), person.version),
    {
      onSuccess: async saved => {
        succeeded(t('person.saved', { name: saved.name }))
        queryClient.setQueryData(personCard(person.id).queryKey, saved)
        void queryClient.invalidateQueries({ queryKey: ['people'] })
        await navigate({ to: '/people/$id', params: { id: person.id } })
      },
    },
  )

  return (
    <div className={styles.form}>
      <PageHeader title={t('person.edit-title', { name: person.name })} />
      <UserForm
        label={t('person.edit')}
        first={asInput(person)}
        problem={save.error}
        onSubmit={input => save.mutate(input)}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={save.isPending}>
              {t('person.save')}
            </Button>
            <Link href={`/people/${person.id}`} look="button">
              {t('ui.form.cancel')}
            </Link>
          </>
        }
      />
    </div>
  )
}

const asInput = (person: PersonCard): PersonInput => ({
  firstName: person.firstName,
  lastName: person.lastName,
  email: person.email,
  phone: person.phone,
  jobTitle: person.jobTitle,
  companyName: person.company?.name ?? null,
  templateId: person.template?.id ?? '',
  externalId: person.externalId,
  language: person.language,
  timeZone: person.timeZone,
  isEmployee: person.isEmployee,
})

/** Only what was changed, so that a template one may not see stays as it is. */
function changed(input: PersonInput, person: PersonCard) {
  const before: Record<string, unknown> = asInput(person)
  return Object.fromEntries(Object.entries(input).filter(([name, value]) => value !== before[name]))
}

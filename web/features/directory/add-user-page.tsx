import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PersonCard, PersonInput } from '../../../contract/people.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { NotFound } from '../../shell/not-found.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import { useMay } from '../sign-in/session.ts'
import styles from './person-page.module.css'
import { useInviteAtOnce } from './use-invite-at-once.tsx'
import { UserForm } from './user-form.tsx'

const NEW: PersonInput = {
  firstName: '',
  lastName: '',
  email: null,
  phone: null,
  jobTitle: null,
  companyName: null,
  templateId: '',
  externalId: null,
  language: null,
  timeZone: null,
  isEmployee: false,
}

export function AddUserPage() {
  return useMay()('directory.create-and-edit-users') ? <AddUser /> : <NotFound />
}

function AddUser() {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const invite = useInviteAtOnce()
  const [isInvited, setInvited] = useState(false)
  const add = useAction((input: PersonInput, key) => api.post<PersonCard>('/people', input, key), {
    onSuccess: async person => {
      if (isInvited) void invite(person)
      else {
        succeeded(t('person.added', { name: person.name }))
      }
      void queryClient.invalidateQueries({ queryKey: ['people'] })
      await navigate({ to: '/people/$id', params: { id: person.id } })
    },
  })

  return (
    <div className={styles.form}>
      <PageHeader title={t('directory.add-user')} />
      <UserForm
        label={t('directory.add-user')}
        first={NEW}
        problem={add.error}
        extra={
          <Checkbox isSelected={isInvited} onChange={setInvited}>
            {t('person.send-invitation')}
          </Checkbox>
        }
        onSubmit={input => add.mutate(input)}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={add.isPending}>
              {t('directory.add-user')}
            </Button>
            <Link href="/directory/users" look="button">
              {t('ui.form.cancel')}
            </Link>
          </>
        }
      />
    </div>
  )
}

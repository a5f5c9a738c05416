import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { GroupCard, GroupInput } from '../../../../contract/groups.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { NotFound } from '../../../shell/not-found.tsx'
import { Button } from '../../../ui/button.tsx'
import { useFaults } from '../../../ui/faults.ts'
import { Form } from '../../../ui/form.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useAction } from '../../../use-action.ts'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import { useMay } from '../../sign-in/session.ts'
import styles from '../person-page.module.css'
import { groupCard } from './group-queries.ts'

export function AddGroupPage() {
  return useMay()('groups.edit') ? <GroupEditor /> : <NotFound />
}

export function EditGroupPage() {
  const { id } = useParams({ from: '/signed-in/groups/$id/edit' })
  const card = useQuery({ ...groupCard(id), staleTime: 0, refetchOnWindowFocus: false })
  if (card.isPending) return <SkeletonText lines={4} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  return card.data.may.edit ? <GroupEditor key={id} group={card.data} /> : <NotFound />
}

function GroupEditor({ group }: { group?: GroupCard }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const [name, setName] = useState(group?.name ?? '')
  const [description, setDescription] = useState(group?.description ?? '')
  const save = useAction(
    (input: GroupInput, key) =>
      group
        ? api.patch<GroupCard>(`/distribution-groups/${group.id}`, input, group.version)
        : api.post<GroupCard>('/distribution-groups', input, key),
    {
      onSuccess: async saved => {
        succeeded(t(group ? 'person.saved' : 'person.added', { name: saved.name }))
        void queryClient.invalidateQueries({ queryKey: ['groups'] })
        await navigate({ to: '/groups/$id', params: { id: saved.id } })
      },
    },
  )
  const faults = useFaults(save.error)
  const title = group ? t('person.edit-title', { name: group.name }) : t('group.add')
  return (
    <div className={styles.form}>
      <PageHeader title={title} />
      <Form
        label={title}
        fields={['name', 'description']}
        problem={save.error}
        onSubmit={() => save.mutate({ name, description: description.trim() || null })}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={save.isPending}>
              {t(group ? 'person.save' : 'group.add')}
            </Button>
            <Link href={group ? `/groups/${group.id}` : '/directory/distribution-groups'} look="button">
              {t('ui.form.cancel')}
            </Link>
          </>
        }
      >
        <TextField
          label={t('group.name')}
          name="name"
          value={name}
          onChange={setName}
          errors={faults.of('name')}
          isRequired
          autoFocus
        />
        <TextField
          label={t('group.description')}
          name="description"
          description={t('group.description.hint')}
          value={description}
          onChange={setDescription}
          errors={faults.of('description')}
        />
      </Form>
    </div>
  )
}

import { useNavigate, useParams } from '@tanstack/react-router'
import type { GroupCard, GroupInput } from '../../../../contract/groups.ts'
import { api } from '../../../api.ts'
import { NamedForm } from '../../../named-form.tsx'
import { queryClient } from '../../../query-client.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { NotFound } from '../../../shell/not-found.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { useAction } from '../../../use-action.ts'
import { useOpened } from '../../../use-opened.ts'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import { useMay } from '../../sign-in/session.ts'
import styles from '../person-page.module.css'
import { groupCard } from './group-queries.ts'

export function AddGroupPage() {
  return useMay()('groups.edit') ? <GroupEditor /> : <NotFound />
}

export function EditGroupPage() {
  const { id } = useParams({ from: '/signed-in/groups/$id/edit' })
  const card = useOpened(groupCard(id))
  if (card.isPending) return <SkeletonText lines={4} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  return card.data.may.edit ? <GroupEditor key={id} group={card.data} /> : <NotFound />
}

function GroupEditor({ group }: { group?: GroupCard }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
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
  return (
    <div className={styles.form}>
      <NamedForm
        title={group ? t('person.edit-title', { name: group.name }) : t('group.add')}
        confirm={t(group ? 'person.save' : 'group.add')}
        name={{ label: t('group.name'), first: group?.name ?? '' }}
        other={{
          field: 'description',
          label: t('group.description'),
          hint: t('group.description.hint'),
          first: group?.description ?? '',
        }}
        problem={save.error}
        isBusy={save.isPending}
        onSubmit={(name, description) => save.mutate({ name, description })}
        cancelHref={group ? `/groups/${group.id}` : '/directory/distribution-groups'}
      />
    </div>
  )
}

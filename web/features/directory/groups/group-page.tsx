import { IconPencil, IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { GroupCard } from '../../../../contract/groups.ts'
import type { PersonRow } from '../../../../contract/people.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { Button } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table/data-table.tsx'
import type { DataColumn } from '../../../ui/data-table/types.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { useAction } from '../../../use-action.ts'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import { useWhyNot } from '../../sign-in/session.ts'
import { AddPeopleDialog } from '../add-people-dialog.tsx'
import { personColumns } from '../person-columns.tsx'
import pane from '../person-page.module.css'
import { removalColumn } from '../removal-column.tsx'
import { groupCard, groupPeople } from './group-queries.ts'

/** A distribution group and who is in it. */
export function GroupPage() {
  const { t } = useMessages()
  const { id } = useParams({ from: '/signed-in/groups/$id' })
  const whyNot = useWhyNot().without('groups.edit')
  const card = useQuery(groupCard(id))
  const [open, setOpen] = useState<'picker' | 'removal' | null>(null)
  const add = useAction(
    (person: { id: string }) => api.put(`/distribution-groups/${id}/people/${person.id}`, {}),
    {
      onSuccess: () => refresh(),
    },
  )

  if (card.isPending) return <SkeletonText lines={6} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  const group = card.data
  return (
    <div className={pane.page}>
      <PageHeader
        title={group.name}
        actions={
          <>
            {group.may.edit && (
              <>
                <Button icon={<IconTrash size={18} aria-hidden />} onPress={() => setOpen('removal')}>
                  {t('group.remove')}
                </Button>
                <Link href={`/groups/${id}/edit`} look="button" icon={<IconPencil size={18} aria-hidden />}>
                  {t('person.edit')}
                </Link>
              </>
            )}
            <Button
              tone="primary"
              icon={<IconUserPlus size={18} aria-hidden />}
              disabledBecause={whyNot}
              onPress={() => setOpen('picker')}
            >
              {t('people.add')}
            </Button>
          </>
        }
      >
        <p className={pane.under}>{group.description}</p>
      </PageHeader>
      <Members group={group} />
      {open === 'picker' && (
        <AddPeopleDialog
          title={t('group.add-people', { name: group.name })}
          problem={add.error}
          onPick={person => add.mutate(person)}
          onClose={() => setOpen(null)}
        />
      )}
      {open === 'removal' && <Removal group={group} onClose={() => setOpen(null)} />}
    </div>
  )
}

const refresh = () =>
  Promise.all([['groups'], ['people']].map(queryKey => queryClient.invalidateQueries({ queryKey })))

function Members({ group }: { group: GroupCard }) {
  const { t } = useMessages()
  const users = useQuery(groupPeople(group.id, 'user'))
  const contacts = useQuery(groupPeople(group.id, 'contact'))
  const rows = [...(users.data?.items ?? []), ...(contacts.data?.items ?? [])]
  const remove = useAction(
    (person: PersonRow) => api.delete(`/distribution-groups/${group.id}/people/${person.id}`),
    { onSuccess: () => refresh() },
  )
  const columns: DataColumn<PersonRow>[] = personColumns({ t }, { isSortable: false })
  if (group.may.edit) columns.push(removalColumn({ t }, person => remove.mutate(person)))
  const failed = remove.error ?? users.error ?? contacts.error
  return (
    <>
      {failed && <ErrorState error={failed} />}
      <DataTable
        label={t('group.people')}
        columns={columns}
        rows={rows}
        nameOf={row => row.name}
        isLoading={users.isPending || contacts.isPending}
        empty={<EmptyState title={t('group.empty.title')}>{t('group.empty.words')}</EmptyState>}
      />
    </>
  )
}

function Removal({ group, onClose }: { group: GroupCard; onClose: () => void }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const remove = useAction(() => api.delete(`/distribution-groups/${group.id}`), {
    onSuccess: async () => {
      succeeded(t('group.removed', { name: group.name }))
      await navigate({ to: '/directory/$tab', params: { tab: 'distribution-groups' } })
      await refresh()
    },
  })
  return (
    <Dialog
      title={t('group.remove.title', { name: group.name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.form.cancel')}</Button>
          <Button tone="danger" isBusy={remove.isPending} onPress={() => remove.mutate(undefined)}>
            {t('group.remove')}
          </Button>
        </>
      }
    >
      {remove.error && <ErrorState error={remove.error} />}
      <p>{t('group.remove.words')}</p>
    </Dialog>
  )
}

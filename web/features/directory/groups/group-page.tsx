import { IconPencil, IconTrash, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { GroupCard } from '../../../../contract/groups.ts'
import { api } from '../../../api.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { useAction } from '../../../use-action.ts'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import { useWhyNot } from '../../sign-in/session.ts'
import { AddPeopleDialog } from '../add-people-dialog.tsx'
import pane from '../person-page.module.css'
import { GroupMembers } from './group-members.tsx'
import { groupCard, refreshGroups } from './group-queries.ts'

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
      onSuccess: () => refreshGroups(),
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
      <GroupMembers group={group} />
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

function Removal({ group, onClose }: { group: GroupCard; onClose: () => void }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const remove = useAction(() => api.delete(`/distribution-groups/${group.id}`), {
    onSuccess: async () => {
      succeeded(t('group.removed', { name: group.name }))
      await navigate({ to: '/directory/$tab', params: { tab: 'distribution-groups' } })
      await refreshGroups()
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

import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { GroupCard } from '../../../../contract/groups.ts'
import type { PersonRow } from '../../../../contract/people.ts'
import { api } from '../../../api.ts'
import { Button } from '../../../ui/button.tsx'
import { DataTable } from '../../../ui/data-table/data-table.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { ListToolbar } from '../../../ui/list-toolbar.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { useAction } from '../../../use-action.ts'
import { ExportLink } from '../export-link.tsx'
import styles from '../people-list.module.css'
import { personColumns } from '../person-columns.tsx'
import { removalColumn } from '../removal-column.tsx'
import { groupPeople, refreshGroups } from './group-queries.ts'

/** Who is in a group: users, and below them contacts; of many, page after page. */
export function GroupMembers({ group }: { group: GroupCard }) {
  const { t } = useMessages()
  const [q, setQ] = useState('')
  return (
    <>
      <ListToolbar
        search={
          <SearchField
            label={t('directory.search')}
            placeholder={t('directory.search.people')}
            value={q}
            onSearch={setQ}
          />
        }
      >
        <ExportLink path="/people.csv" query={{ kind: 'user', group: group.id, q }} />
      </ListToolbar>
      <Members group={group} kind="user" q={q} />
      <Members group={group} kind="contact" q={q} />
    </>
  )
}

function Members({ group, kind, q }: { group: GroupCard; kind: 'user' | 'contact'; q: string }) {
  const { t } = useMessages()
  const people = useInfiniteQuery(groupPeople(group.id, kind, q))
  const remove = useAction(
    (person: PersonRow) => api.delete(`/distribution-groups/${group.id}/people/${person.id}`),
    { onSuccess: () => refreshGroups() },
  )
  const columns = personColumns<PersonRow>({ t }, { isSortable: false })
  const rows = people.data?.pages.flatMap(page => page.items) ?? []
  const failed = remove.error ?? people.error
  // A group of users alone says nothing of contacts.
  if (kind === 'contact' && rows.length === 0 && !failed) return null
  return (
    <section>
      <h2>{t(`directory.tab.${kind}s`)}</h2>
      {rows.length > 0 && (
        <p className={styles.hint}>
          <Link href={`/directory/${kind}s?group=${group.id}`}>{t(`group.act-on.${kind}s`)}</Link>
        </p>
      )}
      {failed && <ErrorState error={failed} />}
      <DataTable
        label={t(`directory.tab.${kind}s`)}
        columns={
          group.may.edit
            ? [...columns, removalColumn<PersonRow>({ t }, person => remove.mutate(person))]
            : columns
        }
        rows={rows}
        nameOf={row => row.name}
        isLoading={people.isPending}
        isStale={people.isPlaceholderData}
        empty={<Nobody group={group} isSearched={q !== ''} />}
      />
      {people.hasNextPage && (
        <Button isBusy={people.isFetchingNextPage} onPress={() => void people.fetchNextPage()}>
          {t('group.more')}
        </Button>
      )}
    </section>
  )
}

function Nobody({ group, isSearched }: { group: GroupCard; isSearched: boolean }) {
  const { t } = useMessages()
  if (isSearched) return <EmptyState title={t('directory.none.title')} />
  return group.people > 0 ? (
    <EmptyState title={t('group.no-users.title')} />
  ) : (
    <EmptyState title={t('group.empty.title')}>{t('group.empty.words')}</EmptyState>
  )
}

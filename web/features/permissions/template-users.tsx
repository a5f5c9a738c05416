import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Page } from '../../../contract/paging.ts'
import type { PersonRow } from '../../../contract/people.ts'
import type { PermissionTemplate, TemplateMember } from '../../../contract/permission-templates.ts'
import { api, type Query } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'

/** Names at a time. */
const NAMES = 20

/** Who has the template, by name, when somebody wants to know; of a template of a project, also where. */
export function TemplateUsers({ template }: { template: PermissionTemplate }) {
  const { t } = useMessages()
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <Button size="small" onPress={() => setOpen(!isOpen)}>
        {t(isOpen ? 'templates.hide-users' : 'templates.show-users')}
      </Button>
      {isOpen && (template.scope === 'project' ? <Members id={template.id} /> : <Users id={template.id} />)}
    </div>
  )
}

function Users({ id }: { id: string }) {
  return (
    <Names<PersonRow> path="/people" query={{ template: id }}>
      {person => (
        <li key={person.id}>
          <Link href={`/people/${person.id}`} look="subtle">
            {person.name}
          </Link>
          {person.company && ` · ${person.company.name}`}
        </li>
      )}
    </Names>
  )
}

function Members({ id }: { id: string }) {
  return (
    <Names<TemplateMember> path={`/permission-templates/${id}/members`}>
      {({ person, project }) => (
        <li key={`${person.id} ${project.id}`}>
          <Link href={`/people/${person.id}`} look="subtle">
            {person.name}
          </Link>
          {' · '}
          <Link href={`/projects/${project.id}/users`} look="subtle">
            {project.name}
          </Link>
        </li>
      )}
    </Names>
  )
}

interface NamesProps<T> {
  path: string
  query?: Query
  children: (one: T) => ReactNode
}

function Names<T>({ path, query = {}, children }: NamesProps<T>) {
  const { t } = useMessages()
  const names = useInfiniteQuery({
    queryKey: ['people', 'of-template', path, query],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(path, { ...query, limit: NAMES, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  if (names.isPending) return <SkeletonText lines={3} />
  if (names.isError) return <ErrorState error={names.error} onRetry={() => void names.refetch()} />
  return (
    <>
      <ul aria-label={t('templates.used-by')}>
        {names.data.pages.flatMap(page => page.items).map(children)}
      </ul>
      {names.hasNextPage && (
        <Button size="small" isBusy={names.isFetchingNextPage} onPress={() => void names.fetchNextPage()}>
          {t('templates.more-users')}
        </Button>
      )}
    </>
  )
}

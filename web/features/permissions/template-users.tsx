import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Page } from '../../../contract/paging.ts'
import type { PersonRow } from '../../../contract/people.ts'
import { api } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'

/** Names at a time. */
const NAMES = 20

/** Who has the template, by name, when somebody wants to know. */
export function TemplateUsers({ templateId }: { templateId: string }) {
  const { t } = useMessages()
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <Button size="small" onPress={() => setOpen(!isOpen)}>
        {t(isOpen ? 'templates.hide-users' : 'templates.show-users')}
      </Button>
      {isOpen && <Names templateId={templateId} />}
    </div>
  )
}

function Names({ templateId }: { templateId: string }) {
  const { t } = useMessages()
  const people = useInfiniteQuery({
    queryKey: ['people', 'of-template', templateId],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<PersonRow>>('/people', { template: templateId, limit: NAMES, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  })
  if (people.isPending) return <SkeletonText lines={3} />
  if (people.isError) return <ErrorState error={people.error} onRetry={() => void people.refetch()} />
  return (
    <>
      <ul aria-label={t('templates.used-by')}>
        {people.data.pages
          .flatMap(page => page.items)
          .map(({ id, name, company }) => (
            <li key={id}>
              <Link href={`/people/${id}`} look="subtle">
                {name}
              </Link>
              {company && ` · ${company.name}`}
            </li>
          ))}
      </ul>
      {people.hasNextPage && (
        <Button size="small" isBusy={people.isFetchingNextPage} onPress={() => void people.fetchNextPage()}>
          {t('templates.more-users')}
        </Button>
      )}
    </>
  )
}

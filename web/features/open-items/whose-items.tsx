import type { OpenItem } from '../../../contract/open-items.ts'
import { Badge } from '../../ui/badge.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'

/** Whom items wait for, and whether they are still here. */
export function WhoseItems({ person }: { person: OpenItem['person'] }) {
  const { t } = useMessages()
  return (
    <>
      <Link href={`/people/${person.id}`} look="subtle">
        {person.name}
      </Link>{' '}
      {person.status === 'inactive' && <Badge tone="warning">{t('person.inactive')}</Badge>}
    </>
  )
}

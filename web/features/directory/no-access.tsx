import { IconLock } from '@tabler/icons-react'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'

/** For who has no right to the directory: says so, and leads to what is theirs. */
export function NoAccess() {
  const { t } = useMessages()
  return (
    <EmptyState
      icon={<IconLock size={32} aria-hidden />}
      title={t('directory.no-access.title')}
      action={
        <Link href="/me" look="button">
          {t('directory.no-access.me')}
        </Link>
      }
    >
      {t('directory.no-access.words')}
    </EmptyState>
  )
}

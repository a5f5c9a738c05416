import { IconMapOff } from '@tabler/icons-react'
import { EmptyState } from '../ui/empty-state.tsx'
import { useMessages } from '../ui/i18n/messages.tsx'
import { Link } from '../ui/link.tsx'

export function NotFound() {
  const { t } = useMessages()
  return (
    <EmptyState
      level={1}
      icon={<IconMapOff size={32} aria-hidden />}
      title={t('not-found.title')}
      action={
        <Link href="/" look="button">
          {t('not-found.home')}
        </Link>
      }
    >
      {t('not-found.words')}
    </EmptyState>
  )
}

/** The whole page, where no part of the address is known. */
export const NotFoundPage = () => (
  <main>
    <NotFound />
  </main>
)

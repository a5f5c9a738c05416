import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'

/** For who has no right to the directory: says so, and leads to what is theirs. */
export function NoAccess() {
  const { t } = useMessages()
  return (
    <>
      <PageHeader title={t('directory.no-access.title')}>
        <p>{t('directory.no-access.words')}</p>
      </PageHeader>
      <Link href="/me" look="button">
        {t('directory.no-access.me')}
      </Link>
    </>
  )
}

import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PersonOpenItems } from '../open-items/person-open-items.tsx'
import { useHasForms } from '../prequalification/portal/portal-queries.ts'
import { useMe } from '../sign-in/session.ts'
import styles from './people-list.module.css'

/** For who has no right to the directory: says so, and shows and leads to what is theirs. */
export function NoAccess() {
  const { t } = useMessages()
  const hasForms = useHasForms()
  const { person } = useMe()
  return (
    <>
      <PageHeader title={t('directory.no-access.title')}>
        <p>{t('directory.no-access.words')}</p>
      </PageHeader>
      <div className={styles.ways}>
        {hasForms && (
          <Link href="/my-forms" look="primary">
            {t('my-forms.list')}
          </Link>
        )}
        <Link href="/me" look="button">
          {t('directory.no-access.me')}
        </Link>
      </div>
      <section className={styles.waiting}>
        <h2>{t('directory.no-access.waiting')}</h2>
        <PersonOpenItems id={person.id} />
      </section>
    </>
  )
}

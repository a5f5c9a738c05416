import { useQuery } from '@tanstack/react-query'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useMay } from '../sign-in/session.ts'
import { DueDay } from './due-day.tsx'
import { openItemsOfPerson } from './open-item-queries.ts'
import styles from './open-items.module.css'

/** What waits for a person, the most urgent first. */
export function PersonOpenItems({ id }: { id: string }) {
  const { t, ofCode } = useMessages()
  const may = useMay()
  const page = useQuery(openItemsOfPerson(id))
  if (page.isPending) return <SkeletonText />
  if (page.isError) return <ErrorState error={page.error} onRetry={() => void page.refetch()} />
  if (page.data.items.length === 0) return <p className={styles.muted}>{t('person.open-items.none')}</p>
  return (
    <>
      <ul className={styles.items}>
        {page.data.items.map(item => (
          <li key={item.id} className={styles.item}>
            <span>{item.title}</span>
            <span className={styles.muted}>
              {t(`open-item.tool.${item.tool}`)} · {ofCode('open-item.role', item.role)} · {item.project.name}
            </span>
            <DueDay item={item} />
          </li>
        ))}
      </ul>
      {may('reports.view-assignments') && (
        <Link href={`/assignments?person=${id}`} look="subtle">
          {t('person.open-items.more')}
        </Link>
      )}
    </>
  )
}

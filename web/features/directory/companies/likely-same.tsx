import { useQuery } from '@tanstack/react-query'
import { Badge } from '../../../ui/badge.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import styles from './company.module.css'
import { likelySame } from './company-queries.ts'

interface LikelySameProps {
  name: string
  /** The name that it had: as long as it is that, nothing is asked. */
  unless: string
  exceptId: string | undefined
}

/** The companies that the one being typed may already be. */
export function LikelySame({ name, unless, exceptId }: LikelySameProps) {
  const { t } = useMessages()
  const isAsked = name.trim() !== unless && name.trim().length > 2
  const { data } = useQuery({ ...likelySame(name.trim(), exceptId), enabled: isAsked })
  const items = isAsked ? (data?.items ?? []) : []
  return (
    <div aria-live="polite" className={styles.company}>
      {items.length > 0 && (
        <>
          <Badge tone="warning">{t('company.likely-same', { n: items.length })}</Badge>
          <ul>
            {items.map(({ id, name, city, status }) => (
              <li key={id}>
                <Link href={`/companies/${id}`}>{name}</Link>{' '}
                {[city, status === 'inactive' && t('person.inactive')].filter(Boolean).join(' · ')}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

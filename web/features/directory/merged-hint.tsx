import type { PersonRow } from '../../../contract/people.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import styles from './people-list.module.css'

interface MergedHintProps {
  /** The company that the address names. */
  asked: string
  anyone: PersonRow | undefined
}

/** Says that an address names a company which turned out to be another: the people listed are of that one. */
export function MergedHint({ asked, anyone }: MergedHintProps) {
  const { t } = useMessages()
  const company = anyone?.company
  if (!company || company.id === asked) return null
  return (
    <p className={styles.hint} role="note">
      {t('company.merged-hint', { name: company.name })}{' '}
      <Link href={`/companies/${company.id}`}>{t('company.merged-hint.open')}</Link>
    </p>
  )
}

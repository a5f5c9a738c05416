import { IconClipboardCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import styles from '../bulk/running-chip.module.css'
import { useMay } from '../sign-in/session.ts'
import { toReviewQuery } from './prequalification-queries.ts'

/** Tells who decides, on every page, that forms were submitted; nothing while none waits. */
export function ReviewChip() {
  const { t, number } = useMessages()
  const { data } = useQuery({ ...toReviewQuery, enabled: useMay()('prequalifications.administer') })
  if (!data?.count) return null
  const words = t('prequalifications.to-review', { n: data.count })
  return (
    <Link
      href="/prequalifications?form=submitted"
      look="subtle"
      className={styles.chip!}
      icon={<IconClipboardCheck size={18} aria-hidden />}
      label={words}
    >
      <span className={styles.words}>{words}</span>
      <span className={styles.count}>{number(data.count)}</span>
    </Link>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Banner } from '../../ui/banner.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import styles from './panel.module.css'
import { overviewQuery } from './panel-queries.ts'

/** Where something is to be mended, where that is in the panel. */
const MENDED_AT: Record<string, string> = {
  'sending-paused': '/installation/queue',
  'no-mail-server': '/installation/delivery',
  'example-sender': '/installation/delivery',
  'only-super-admin': '/installation/super-admins',
}
const PRESSING = new Set(['sending-paused', 'no-worker'])

/** What is missing for everyday work, in words, each with a way to mend it. */
export function MissingThings() {
  const { t, ofCode } = useMessages()
  const overview = useQuery(overviewQuery)
  const missing = overview.data?.missing ?? []
  if (!missing.length) return null
  return (
    <div className={styles.missing}>
      {missing.map(thing => (
        <Banner
          key={thing}
          tone={PRESSING.has(thing) ? 'warning' : 'note'}
          actions={MENDED_AT[thing] && <Link href={MENDED_AT[thing]}>{t('installation.missing.look')}</Link>}
        >
          {ofCode('installation.missing', thing)}
          {thing === 'sending-paused' && ` ${overview.data?.paused?.reason ?? ''}`}
        </Banner>
      ))}
    </div>
  )
}

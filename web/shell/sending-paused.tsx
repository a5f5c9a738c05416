import { useMe } from '../features/sign-in/session.ts'
import { Banner } from '../ui/banner.tsx'
import { useMessages } from '../ui/i18n/messages.tsx'
import { Link } from '../ui/link.tsx'
import styles from './sending-paused.module.css'

/** Says to administrators, on every page, that nothing leaves just now, and why. */
export function SendingPaused() {
  const { t } = useMessages()
  const { sendingPaused, isSuperAdmin } = useMe()
  if (sendingPaused === null) return null
  return (
    <div className={styles.notice}>
      <Banner
        tone="warning"
        actions={isSuperAdmin && <Link href="/installation/queue">{t('installation.queue')}</Link>}
      >
        {t('shell.sending-paused', { reason: sendingPaused })}
      </Banner>
    </div>
  )
}

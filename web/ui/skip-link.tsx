import { useMessages } from './i18n/messages.tsx'
import styles from './skip-link.module.css'

export function SkipLink({ target }: { target: string }) {
  const { t } = useMessages()
  return (
    <a className={styles.skip} href={`#${target}`}>
      {t('ui.skip')}
    </a>
  )
}

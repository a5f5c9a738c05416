import { useMessages } from './i18n/messages.tsx'
import styles from './skeleton.module.css'

/** The shape of rows that are on their way. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  const { t } = useMessages()
  return (
    <div className={styles.rows} aria-busy="true">
      <span className="visually-hidden">{t('ui.loading')}</span>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className={styles.row} aria-hidden>
          <span className={styles.tick} />
          <span className={styles.bar} style={{ width: `${18 + ((at * 7) % 12)}%` }} />
          <span className={styles.bar} style={{ width: `${14 + ((at * 5) % 10)}%` }} />
          <span className={styles.bar} style={{ width: `${22 - ((at * 3) % 9)}%` }} />
        </div>
      ))}
    </div>
  )
}

/** The shape of a page of text that is on its way. */
export function SkeletonText({ lines = 4 }: { lines?: number }) {
  const { t } = useMessages()
  return (
    <div className={styles.text} aria-busy="true">
      <span className="visually-hidden">{t('ui.loading')}</span>
      {Array.from({ length: lines }, (_, at) => (
        <span key={at} className={styles.bar} style={{ width: `${80 - ((at * 23) % 50)}%` }} aria-hidden />
      ))}
    </div>
  )
}

import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { useTimes } from './i18n/times.ts'
import styles from './timeline.module.css'

export interface TimelineEntry {
  id: string
  at: Date
  tone: 'success' | 'waiting' | 'failure' | 'neutral'
  words: ReactNode
}

/** What happened, in words, the newest first. */
export function Timeline({ label, entries }: { label: string; entries: TimelineEntry[] }) {
  const times = useTimes()
  return (
    <ol className={styles.timeline} aria-label={label}>
      {entries.map(entry => (
        <li key={entry.id} className={styles.entry}>
          <time dateTime={entry.at.toISOString()} title={times.exact(entry.at)} className={styles.at}>
            {times.short(entry.at)}
          </time>
          <span className={classNames(styles.dot, styles[entry.tone])} aria-hidden />
          <div className={styles.words}>{entry.words}</div>
        </li>
      ))}
    </ol>
  )
}

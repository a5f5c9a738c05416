import { classNames } from './class-names.ts'
import { useMessages } from './i18n/messages.tsx'
import styles from './progress-bar.module.css'

export interface Segment {
  id: 'done' | 'skipped' | 'failed' | 'unconfirmed' | 'cancelled' | 'waiting'
  label: string
  count: number
}

interface ProgressBarProps {
  label: string
  /** In the order in which they are drawn; what is left of `total` stays empty. */
  segments: Segment[]
  total: number
  hasLegend?: boolean
}

/** A bar that never lies: every share is drawn from its count, and it is full only when nothing is waiting. */
export function ProgressBar({ label, segments, total, hasLegend = true }: ProgressBarProps) {
  const { t, number } = useMessages()
  const drawn = segments.filter(segment => segment.count > 0)
  const settled = drawn.filter(segment => segment.id !== 'waiting').reduce((sum, { count }) => sum + count, 0)
  return (
    <div className={styles.progress}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={settled}
        aria-valuetext={t('ui.progress.of', { settled, total })}
        className={styles.track}
      >
        {drawn.map(segment => (
          <span
            key={segment.id}
            className={classNames(styles.segment, styles[segment.id])}
            style={{ flexGrow: segment.count }}
          />
        ))}
        {total === 0 && (
          <span className={classNames(styles.segment, styles.waiting)} style={{ flexGrow: 1 }} />
        )}
      </div>
      {hasLegend && (
        <ul className={styles.legend}>
          {drawn.map(segment => (
            <li key={segment.id}>
              <span className={classNames(styles.swatch, styles[segment.id])} aria-hidden />
              {segment.label} <strong>{number(segment.count)}</strong>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

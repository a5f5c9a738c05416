import type { PrequalificationView } from '../../../../contract/prequalification/prequalifications.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Timeline, type TimelineEntry } from '../../../ui/timeline.tsx'
import styles from './company.module.css'

type Event = PrequalificationView['history'][number]['event']

const TONES: Partial<Record<Event, TimelineEntry['tone']>> = {
  submitted: 'success',
  decided: 'success',
  'changes-requested': 'waiting',
  requalified: 'waiting',
}

/** All that happened, in words, the newest first. */
export function HistoryPane({ view }: { view: PrequalificationView }) {
  const { t, ofCode } = useMessages()
  return (
    <section className={styles.pane}>
      <h2>{t('prequalification.history')}</h2>
      <Timeline
        label={t('prequalification.history')}
        entries={view.history.map((entry, at) => ({
          id: `${entry.at}-${at}`,
          at: new Date(entry.at),
          tone: TONES[entry.event] ?? 'neutral',
          words: (
            <>
              {ofCode('prequalification.history', entry.event, entry.params)}
              {entry.by && <span className={styles.muted}> · {entry.by.name}</span>}
            </>
          ),
        }))}
      />
    </section>
  )
}

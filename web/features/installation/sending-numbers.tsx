import type { SendingCounts } from '../../../contract/installation.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './panel.module.css'

const COUNTS = ['waiting', 'due', 'deferred', 'inHand', 'unconfirmed'] as const

/** What waits to be sent, in counts, and since when the oldest has been due. */
export function SendingNumbers({ sending }: { sending: SendingCounts }) {
  const { t, ofCode, number } = useMessages()
  return (
    <dl className={styles.numbers}>
      {COUNTS.map(count => (
        <div key={count}>
          <dt>{ofCode('installation.sending', count)}</dt>
          <dd>{number(sending[count])}</dd>
        </div>
      ))}
      <div>
        <dt>{t('installation.sending.oldest')}</dt>
        <dd>
          {sending.oldestDueAt ? <RelativeTime at={sending.oldestDueAt} /> : t('installation.sending.none')}
        </dd>
      </div>
    </dl>
  )
}

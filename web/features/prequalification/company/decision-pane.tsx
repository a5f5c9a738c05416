import type { PrequalificationView } from '../../../../contract/prequalification/prequalifications.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { useTimes } from '../../../ui/i18n/times.ts'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { StatusBadge } from '../form-state-badge.tsx'
import styles from './company.module.css'

/** What holds now, and who decided it. */
export function DecisionPane({ view }: { view: PrequalificationView }) {
  const { t, locale } = useMessages()
  const times = useTimes()
  const { decision } = view
  const amount = (value: string) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: decision?.currency ?? 'USD' }).format(
      Number(value),
    )
  return (
    <section className={styles.pane}>
      <h2>{t('prequalification.decision')}</h2>
      <StatusBadge status={view.status} />
      {!decision && <p className={styles.muted}>{t('prequalification.decision.none')}</p>}
      {decision && (
        <>
          <dl className={styles.facts}>
            {decision.expiresOn && (
              <>
                <dt>{t('prequalifications.expires')}</dt>
                <dd>{times.day(new Date(`${decision.expiresOn}T12:00`))}</dd>
              </>
            )}
            {decision.singleProjectLimit && (
              <>
                <dt>{t('prequalification.single-limit')}</dt>
                <dd>{amount(decision.singleProjectLimit)}</dd>
              </>
            )}
            {decision.aggregateLimit && (
              <>
                <dt>{t('prequalification.aggregate-limit')}</dt>
                <dd>{amount(decision.aggregateLimit)}</dd>
              </>
            )}
            {decision.exceptions && (
              <>
                <dt>{t('prequalification.exceptions')}</dt>
                <dd>{decision.exceptions}</dd>
              </>
            )}
            {decision.notes && (
              <>
                <dt>{t('prequalification.notes')}</dt>
                <dd>{decision.notes}</dd>
              </>
            )}
          </dl>
          <p className={styles.muted}>
            {t('prequalification.decided-by', { name: decision.decidedBy.name })}{' '}
            <RelativeTime at={decision.decidedAt} />
          </p>
        </>
      )}
    </section>
  )
}

import { Fragment } from 'react'
import type {
  Decision,
  PrequalificationView,
} from '../../../../contract/prequalification/prequalifications.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { useTimes } from '../../../ui/i18n/times.ts'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { StatusBadge } from '../form-state-badge.tsx'
import styles from './company.module.css'

/** What holds now, who decided it, and what was decided before. */
export function DecisionPane({ view }: { view: PrequalificationView }) {
  const { t } = useMessages()
  const { decision, earlierDecisions } = view
  return (
    <section className={styles.pane}>
      <h2>{t('prequalification.decision')}</h2>
      <StatusBadge status={view.status} />
      {decision ? (
        <Decided decision={decision} />
      ) : (
        <p className={styles.muted}>
          {t(earlierDecisions.length ? 'prequalification.decision.anew' : 'prequalification.decision.none')}
        </p>
      )}
      {earlierDecisions.length > 0 && (
        <details className={styles.answers}>
          <summary>{t('prequalification.decisions.earlier', { n: earlierDecisions.length })}</summary>
          {earlierDecisions.map(earlier => (
            <div key={earlier.id} className={styles.earlier}>
              <StatusBadge status={earlier.status} />
              <Decided decision={earlier} />
            </div>
          ))}
        </details>
      )}
    </section>
  )
}

function Decided({ decision }: { decision: Decision }) {
  const { t, locale } = useMessages()
  const times = useTimes()
  const amounts = new Intl.NumberFormat(locale, { style: 'currency', currency: decision.currency })
  const amount = (value: string | null) => value && amounts.format(Number(value))
  const facts = [
    ['prequalifications.expires', decision.expiresOn && times.day(new Date(`${decision.expiresOn}T12:00`))],
    ['prequalification.single-limit', amount(decision.singleProjectLimit)],
    ['prequalification.aggregate-limit', amount(decision.aggregateLimit)],
    ['prequalification.exceptions', decision.exceptions],
    ['prequalification.notes', decision.notes],
  ] as const
  return (
    <>
      {facts.some(([, value]) => value) && (
        <dl className={styles.facts}>
          {facts.map(
            ([label, value]) =>
              value && (
                <Fragment key={label}>
                  <dt>{t(label)}</dt>
                  <dd>{value}</dd>
                </Fragment>
              ),
          )}
        </dl>
      )}
      <p className={styles.muted}>
        {t('prequalification.decided-by', { name: decision.decidedBy.name })}{' '}
        <RelativeTime at={decision.decidedAt} />
      </p>
    </>
  )
}

import { Fragment } from 'react'
import type { DeliverySettings } from '../../../contract/delivery-settings.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './panel.module.css'

/** What was reported of e-mails after they had left, in numbers that name nobody. */
export function Bounces({ delivery: { bounces, reports } }: { delivery: DeliverySettings }) {
  const { t, ofCode } = useMessages()
  return (
    <section className={styles.part}>
      <h2>{t('installation.bounces')}</h2>
      <p className={styles.muted}>
        {bounces ? t('installation.bounces.set', bounces) : t('installation.bounces.unset')}
      </p>
      {reports.length === 0 ? (
        <p>{t('installation.bounces.none')}</p>
      ) : (
        <dl className={styles.facts}>
          {reports.map(({ verdict, count, lastAt }) => (
            <Fragment key={verdict}>
              <dt>{ofCode('mail-report', verdict)}</dt>
              <dd>
                {t('installation.bounces.count', { count })} · <RelativeTime at={new Date(lastAt)} />
              </dd>
            </Fragment>
          ))}
        </dl>
      )}
    </section>
  )
}

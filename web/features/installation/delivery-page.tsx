import { IconAlertCircle, IconCircleCheck, IconHelpCircle, IconStethoscope } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  ChannelView,
  DeliverySettings,
  Finding,
  TestOutcome,
} from '../../../contract/delivery-settings.ts'
import { api } from '../../api.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { Bounces } from './bounces-part.tsx'
import styles from './panel.module.css'
import { deliveryQuery, diagnosisQuery } from './panel-queries.ts'

/** Where messages go, whether one arrives, and what decides that. */
export function DeliveryPage() {
  const { t } = useMessages()
  const delivery = useQuery(deliveryQuery)
  const isSet = delivery.data?.channels.some(channel => channel.isSet) ?? false
  return (
    <div className={styles.page}>
      <PageHeader title={t('installation.delivery')} />
      {delivery.isPending && <SkeletonText lines={6} />}
      {delivery.isError && <ErrorState error={delivery.error} onRetry={() => void delivery.refetch()} />}
      {delivery.data?.channels.map(channel => (
        <Channel key={channel.name} channel={channel} />
      ))}
      {delivery.data && <Bounces delivery={delivery.data} />}
      {delivery.data && <TestMessage delivery={delivery.data} />}
      {delivery.data && <TestSms delivery={delivery.data} />}
      {isSet && <DiagnosisPart />}
    </div>
  )
}

/** As the environment has it: it is changed there, and needs a restart. */
function Channel({ channel }: { channel: ChannelView }) {
  const { t, ofCode } = useMessages()
  const { name, server, user, security, sender } = channel
  return (
    <section className={styles.part}>
      <h2>{ofCode('installation.channel', name)}</h2>
      <p className={styles.muted}>
        {ofCode('installation.channel', channel.isSet ? `${name}.set` : `${name}.unset`)}
      </p>
      <dl className={styles.facts}>
        {server && (
          <>
            <dt>{t('installation.channel.server')}</dt>
            <dd>{server}</dd>
            <dt>{t('installation.channel.user')}</dt>
            <dd>{user ?? t('installation.channel.no-user')}</dd>
          </>
        )}
        {security && (
          <>
            <dt>{t('installation.channel.security')}</dt>
            <dd>{ofCode('installation.security', security)}</dd>
          </>
        )}
        {sender && (
          <>
            <dt>{t('installation.channel.sender')}</dt>
            <dd>{sender}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

function TestMessage({ delivery }: { delivery: DeliverySettings }) {
  const { t, language } = useMessages()
  const test = useAction((_: undefined, key) =>
    api.post<TestOutcome>('/installation/delivery/test', { language }, key),
  )
  const { testAddress } = delivery
  return (
    <section className={styles.part}>
      <h2>{t('installation.test')}</h2>
      <p className={styles.muted}>
        {testAddress
          ? t('installation.test.words', { address: testAddress })
          : t('installation.test.no-address')}
      </p>
      <span>
        <Button
          isBusy={test.isPending}
          disabledBecause={testAddress ? null : t('installation.test.no-address')}
          onPress={() => test.mutate(undefined)}
        >
          {t('installation.test.submit')}
        </Button>
      </span>
      {/* There before its first words, else screen readers would miss them. */}
      <div role="status">
        {test.data && <Outcome outcome={test.data} channel={channelOf(delivery, 'email')} />}
      </div>
      {test.error && <ErrorState error={test.error} />}
    </section>
  )
}

/** To a number that is typed: a super admin's user name is seldom one. */
function TestSms({ delivery }: { delivery: DeliverySettings }) {
  const { t, language } = useMessages()
  const [phone, setPhone] = useState('')
  const test = useAction((to: string, key) =>
    api.post<TestOutcome>('/installation/delivery/test', { language, phone: to }, key),
  )
  return (
    <section className={styles.part}>
      <h2>{t('installation.test.sms')}</h2>
      <p className={styles.muted}>{t('installation.test.sms.words')}</p>
      <TextField
        label={t('installation.test.sms.phone')}
        type="tel"
        autoComplete="tel"
        value={phone}
        onChange={setPhone}
        isRequired
      />
      <span>
        <Button
          isBusy={test.isPending}
          disabledBecause={phone.trim() ? null : t('installation.test.sms.tick-first')}
          onPress={() => test.mutate(phone)}
        >
          {t('installation.test.sms.submit')}
        </Button>
      </span>
      <div role="status">
        {test.data && <Outcome outcome={test.data} channel={channelOf(delivery, 'sms')} />}
      </div>
      {test.error && <ErrorState error={test.error} />}
    </section>
  )
}

const channelOf = ({ channels }: DeliverySettings, name: ChannelView['name']) =>
  channels.find(channel => channel.name === name)!

function Outcome({ outcome, channel }: { outcome: TestOutcome; channel: ChannelView }) {
  const { t, ofCode } = useMessages()
  const { isAccepted, phase, reason, reply } = outcome
  const inMailbox = !channel.isSet
  const accepted = channel.name === 'sms' ? 'installation.test.sms.accepted' : 'installation.test.accepted'
  return (
    <Banner
      tone={isAccepted ? 'success' : 'failure'}
      actions={isAccepted && inMailbox && <Link href="/mailbox">{t('me.mailbox')}</Link>}
    >
      <p>
        {isAccepted
          ? t(inMailbox ? 'installation.test.in-mailbox' : accepted)
          : ofCode('reason', reason ?? '')}
      </p>
      {phase && <p>{t('installation.test.phase', { phase: ofCode('installation.phase', phase) })}</p>}
      {reply && <p>{t('installation.test.reply', { reply })}</p>}
    </Banner>
  )
}

/** Asked for by a press: it goes out to other machines. */
function DiagnosisPart() {
  const { t } = useMessages()
  const [isAsked, setAsked] = useState(false)
  const diagnosis = useQuery({ ...diagnosisQuery, enabled: isAsked })
  const ask = () => (isAsked ? void diagnosis.refetch() : setAsked(true))
  return (
    <section className={styles.part}>
      <h2>{t('installation.diagnosis')}</h2>
      <p className={styles.muted}>{t('installation.diagnosis.words')}</p>
      <span>
        <Button icon={<IconStethoscope size={18} aria-hidden />} isBusy={diagnosis.isFetching} onPress={ask}>
          {t('installation.diagnosis.submit')}
        </Button>
      </span>
      {diagnosis.isError && <ErrorState error={diagnosis.error} onRetry={() => void diagnosis.refetch()} />}
      <div role="status">
        {diagnosis.data && (
          <ul className={styles.findings} aria-label={t('installation.diagnosis')}>
            {diagnosis.data.findings.map(finding => (
              <FindingLine key={finding.check} finding={finding} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

const ICONS = {
  fine: { Icon: IconCircleCheck, look: styles.fine },
  mend: { Icon: IconAlertCircle, look: styles.faulty },
  unknown: { Icon: IconHelpCircle, look: styles.unknown },
} as const

function FindingLine({ finding: { check, verdict, outcome, detail } }: { finding: Finding }) {
  const { t, ofCode } = useMessages()
  const { Icon, look } = ICONS[verdict]
  const reason = typeof detail.reason === 'string' ? ofCode('reason', detail.reason) : ''
  return (
    <li>
      <Icon size={20} aria-hidden className={look} />
      <h3>
        {ofCode('installation.check', check)}
        <span className="visually-hidden">: {ofCode('installation.verdict', verdict)}</span>
      </h3>
      <p>{ofCode(`installation.finding.${check}`, outcome, { ...detail, reason })}</p>
      {detail.reply && <p>{t('installation.test.reply', { reply: detail.reply })}</p>}
    </li>
  )
}

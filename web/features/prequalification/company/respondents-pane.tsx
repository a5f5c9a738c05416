import type { z } from 'zod'
import type {
  PrequalificationView,
  prequalificationEdit,
  respondent,
} from '../../../../contract/prequalification/prequalifications.ts'
import type { RespondentState } from '../../../../contract/prequalification/statuses.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { Badge, type Tone } from '../../../ui/badge.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { Select } from '../../../ui/select.tsx'
import { useAction } from '../../../use-action.ts'
import { prequalificationOf, prequalificationsKey } from '../prequalification-queries.ts'
import styles from './company.module.css'

type Respondent = z.infer<typeof respondent>
type Edit = z.infer<typeof prequalificationEdit>

const TONES: Record<RespondentState, Tone> = {
  waiting: 'waiting',
  sent: 'success',
  unconfirmed: 'doubt',
  error: 'failure',
  cancelled: 'neutral',
  ended: 'neutral',
}

/** Who was invited to fill the form in, whether it reached them, and who of them is asked first. */
export function RespondentsPane({ view }: { view: PrequalificationView }) {
  const { t } = useMessages()
  return (
    <section className={styles.pane}>
      <h2>{t('prequalification.respondents')}</h2>
      <ul className={styles.people}>
        {view.respondents.map(one => (
          <Person key={one.person.id} respondent={one} />
        ))}
      </ul>
      <PrimaryContact view={view} />
    </section>
  )
}

function Person({ respondent }: { respondent: Respondent }) {
  const { t, ofCode } = useMessages()
  const { person, state, reason, remindersSent, remindersStopped, nextReminderAt, notRemindedBecause } =
    respondent
  return (
    <li className={styles.person}>
      <span className={styles.head}>
        <Link href={`/people/${person.id}`} look="subtle">
          {person.name}
        </Link>
        <Badge tone={TONES[state]}>
          {reason
            ? t('invitation.state.error-because', { reason: ofCode('reason', reason) })
            : t(`prequalification.respondent.${state}`)}
        </Badge>
      </span>
      <span className={styles.muted}>
        {!respondent.hasJoined && t('prequalification.respondent.not-joined')}{' '}
        {t('prequalification.reminders', { n: remindersSent })}{' '}
        {remindersStopped ? (
          t('prequalification.reminders.stopped')
        ) : nextReminderAt ? (
          <>
            {t('prequalification.reminders.next')} <RelativeTime at={nextReminderAt} />
          </>
        ) : null}
        {notRemindedBecause && !remindersStopped && (
          <> {t('prequalification.reminders.not-sent', { reason: ofCode('reason', notRemindedBecause) })}</>
        )}
      </span>
    </li>
  )
}

function PrimaryContact({ view }: { view: PrequalificationView }) {
  const { t, ofCode } = useMessages()
  const { primaryContact, may, company } = view
  const save = useAction(
    (edit: Edit) => api.patch<PrequalificationView>(`/prequalifications/${company.id}`, edit),
    {
      onSuccess: saved => {
        queryClient.setQueryData(prequalificationOf(company.id).queryKey, saved)
        void queryClient.invalidateQueries({ queryKey: [...prequalificationsKey, 'page'] })
      },
    },
  )
  const { needs } = may.setPrimaryContact
  if (may.setPrimaryContact.whyNot)
    return (
      <p>
        {t('prequalifications.contact')}: {primaryContact?.name ?? t('prequalification.contact.none')}{' '}
        <span className={styles.muted}>{needs && ofCode('needs', needs)}</span>
      </p>
    )
  // Who was inactivated or left the company cannot be its contact.
  const there = view.respondents.filter(({ state }) => state !== 'ended')
  const people = new Map(there.map(({ person }) => [person.id, person.name]))
  if (primaryContact) people.set(primaryContact.id, primaryContact.name)
  return (
    <>
      {save.error && <ErrorState error={save.error} />}
      <Select
        label={t('prequalifications.contact')}
        description={t('prequalification.contact.hint')}
        value={primaryContact?.id ?? ''}
        options={[
          { value: '', label: t('prequalification.contact.none') },
          ...[...people].map(([value, label]) => ({ value, label })),
        ]}
        onChange={primaryContactId => save.mutate({ primaryContactId: primaryContactId || null })}
      />
    </>
  )
}

import { IconHistory, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { PersonAnswer, PersonCard, PersonNameCard } from '../../../contract/people.ts'
import { FailedPage } from '../../shell/failed-page.tsx'
import { Badge } from '../../ui/badge.tsx'
import { EmailAddress } from '../../ui/email-address.tsx'
import { LANGUAGE_NAMES } from '../../ui/i18n/language.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { EraseButton } from '../erasure/erase-button.tsx'
import { PersonOpenItems } from '../open-items/person-open-items.tsx'
import { useMay, useWhyNot } from '../sign-in/session.ts'
import { Fact, Facts as FactList } from './facts.tsx'
import { InvitationBadge } from './invitation-badge.tsx'
import { InvitationSteps } from './invitation-steps.tsx'
import { InviteButton } from './invite-button.tsx'
import { LeaveButtons } from './leave-buttons.tsx'
import { personCard } from './people-queries.ts'
import { PersonHistory } from './person-history.tsx'
import styles from './person-page.module.css'
import { PersonTimeline } from './person-timeline.tsx'
import { PlannedBadge } from './planned-badge.tsx'
import { untilArrived, useArrivals } from './use-arrivals.ts'
import { useInvitationSteps } from './use-invitation-steps.tsx'
import { useInviteAtOnce } from './use-invite-at-once.tsx'

/** Who they are, how to reach them, and all that happened, in words. */
export function PersonPage() {
  const { t } = useMessages()
  const { id } = useParams({ from: '/signed-in/people/$id' })
  const card = useQuery({
    ...personCard(id),
    refetchInterval: ({ state }) => untilArrived(whole(state.data)),
  })
  useArrivals(whole(card.data))
  const invite = useInviteAtOnce()
  const [takeStep, stepWindow] = useInvitationSteps()
  const may = useMay()
  const whyNot = useWhyNot()

  if (card.isPending) return <SkeletonText lines={8} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  const person = card.data
  if (!person.isWhole) return <NameCard person={person} />
  const isInactive = person.status === 'inactive'
  return (
    <div className={styles.page}>
      {stepWindow}
      <PageHeader
        title={person.name}
        actions={
          <>
            <Link
              href={`/people/${id}/edit`}
              look="button"
              icon={<IconPencil size={18} aria-hidden />}
              disabledBecause={whyNot.ofAnswer(person.whyNotEdit)}
            >
              {t('person.edit')}
            </Link>
            {person.kind === 'user' && (
              <>
                <InvitationSteps person={person} size="normal" onTake={takeStep} />
                <InviteButton person={person} size="normal" onPress={invite} />
              </>
            )}
            <LeaveButtons subject={person.kind} of={person} />
            {may('people.erase') && <EraseButton id={id} name={person.name} />}
          </>
        }
      >
        <p className={styles.under}>
          {[person.jobTitle, person.company?.name].filter(Boolean).join(' · ')}
          {isInactive && <Badge tone="neutral">{t('person.inactive')}</Badge>}
          <PlannedBadge plan={person.plannedInactivation} />
        </p>
      </PageHeader>
      <div className={styles.panes}>
        <Facts person={person} />
        <section className={styles.pane}>
          <h2>{t('person.timeline')}</h2>
          <PersonTimeline id={id} />
          {may('audit.view') && (
            <Link href={`/audit?person=${id}`} look="subtle" icon={<IconHistory size={16} aria-hidden />}>
              {t('person.audit')}
            </Link>
          )}
        </section>
        <section className={styles.pane}>
          <h2>{t('person.open-items')}</h2>
          <PersonOpenItems id={id} />
        </section>
        <section className={styles.pane}>
          <h2>{t('person.history')}</h2>
          <PersonHistory id={id} />
        </section>
      </div>
    </div>
  )
}

const whole = (answer: PersonAnswer | undefined): PersonCard[] => (answer?.isWhole ? [answer] : [])

/** All that who lacks *View User Detail* sees. */
function NameCard({ person }: { person: PersonNameCard }) {
  const { t, ofCode } = useMessages()
  return (
    <div className={styles.page}>
      <PageHeader title={person.name}>
        <p className={styles.under}>{person.company?.name}</p>
      </PageHeader>
      <p>{t('person.name-only', { needs: ofCode('needs', person.needs) })}</p>
    </div>
  )
}

function Facts({ person }: { person: PersonCard }) {
  const { t, ofCode } = useMessages()
  const mayOpenCompanies = useMay()('directory.view-company-detail')
  const doubt = (kind: 'email' | 'phone', verdict: string) =>
    verdict !== 'ok' &&
    verdict !== 'missing' && <Badge tone="warning">{ofCode('verdict', `${kind}.${verdict}`)}</Badge>

  return (
    <section className={styles.pane}>
      <h2>{t('person.details')}</h2>
      <p className={styles.tick}>
        {person.kind === 'contact' ? (
          <Badge tone="neutral">{t('person.is-contact')}</Badge>
        ) : person.isInvited ? (
          <Badge tone="success">{t('person.user-invited')}</Badge>
        ) : (
          <Badge tone="neutral">{t('person.user-not-invited')}</Badge>
        )}
      </p>
      <FactList>
        <Fact name={t('person.email')}>
          {person.email && <EmailAddress address={person.email} />} {doubt('email', person.emailVerdict)}
        </Fact>
        <Fact name={t('person.phone')}>
          {person.phone} {doubt('phone', person.phoneVerdict)}
        </Fact>
        {person.kind === 'user' && (
          <Fact name={t('person.invitation')}>
            <InvitationBadge {...person.invitation} />
          </Fact>
        )}
        <Fact name={t('person.company')}>
          {person.company && mayOpenCompanies ? (
            <Link href={`/companies/${person.company.id}`}>{person.company.name}</Link>
          ) : (
            person.company?.name
          )}
        </Fact>
        {person.isEmployee && <Fact name={t('person.employee')}>{t('directory.employee.yes')}</Fact>}
        {person.template && <Fact name={t('person.template')}>{person.template.name}</Fact>}
        {person.userName && <Fact name={t('person.user-name')}>{person.userName}</Fact>}
        {person.language && <Fact name={t('person.language')}>{LANGUAGE_NAMES[person.language]}</Fact>}
        {person.timeZone && <Fact name={t('person.time-zone')}>{person.timeZone.replaceAll('_', ' ')}</Fact>}
        {person.externalId && <Fact name={t('person.external-id')}>{person.externalId}</Fact>}
        <Places person={person} />
      </FactList>
    </section>
  )
}

/** The projects and distribution groups that they are on. */
function Places({ person: { kind, projects, groups } }: { person: PersonCard }) {
  const { t } = useMessages()
  const tab = kind === 'user' ? 'users' : 'contacts'
  return (
    <>
      {projects.length > 0 && (
        <Fact name={t('person.projects')}>
          <ul className={styles.places}>
            {projects.map(({ id, name, status }) => (
              <li key={id}>
                <Link href={`/projects/${id}/${tab}`}>{name}</Link>
                {status === 'closed' && ` · ${t('project.closed')}`}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {groups.length > 0 && (
        <Fact name={t('person.groups')}>
          <ul className={styles.places}>
            {groups.map(({ id, name }) => (
              <li key={id}>
                <Link href={`/groups/${id}`}>{name}</Link>
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </>
  )
}

import { IconArrowMerge, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { CompanyCard } from '../../../../contract/companies.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { Fact, Facts } from '../facts.tsx'
import { LeaveButtons } from '../leave-buttons.tsx'
import pane from '../person-page.module.css'
import styles from './company.module.css'
import { companyCard } from './company-queries.ts'
import { MergeDialog } from './merge-dialog.tsx'

/** A firm: how to reach it, who works there, and on which projects. */
export function CompanyPage() {
  const { t } = useMessages()
  const { id } = useParams({ from: '/signed-in/companies/$id' })
  const card = useQuery(companyCard(id))
  const [isMerging, setMerging] = useState(false)

  if (card.isPending) return <SkeletonText lines={8} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  const company = card.data
  return (
    <div className={pane.page}>
      <PageHeader
        title={company.name}
        actions={
          <>
            {company.may.merge && (
              <Button icon={<IconArrowMerge size={18} aria-hidden />} onPress={() => setMerging(true)}>
                {t('company.merge')}
              </Button>
            )}
            {company.may.edit && (
              <Link
                href={`/companies/${company.id}/edit`}
                look="button"
                icon={<IconPencil size={18} aria-hidden />}
              >
                {t('person.edit')}
              </Link>
            )}
            {!company.isOwn && <LeaveButtons subject="company" of={company} />}
          </>
        }
      >
        <p className={pane.under}>
          {[company.trades.join(', '), company.city].filter(Boolean).join(' · ')}
          {company.isOwn && <Badge tone="neutral">{t('company.own')}</Badge>}
          {company.status === 'inactive' && <Badge tone="neutral">{t('company.inactive')}</Badge>}
        </p>
      </PageHeader>
      <div className={pane.panes}>
        <Details company={company} />
        <section className={pane.pane}>
          <h2>{t('company.people')}</h2>
          <PeopleLinks company={company} />
          <h2>{t('nav.projects')}</h2>
          <Projects company={company} />
        </section>
      </div>
      {isMerging && <MergeDialog company={company} onClose={() => setMerging(false)} />}
    </div>
  )
}

function Details({ company }: { company: CompanyCard }) {
  const { t, locale } = useMessages()
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const isLink = /^https?:\/\//.test(company.website ?? '')
  return (
    <section className={pane.pane}>
      <h2>{t('person.details')}</h2>
      <Facts>
        <Fact name={t('company.trades')}>{company.trades.length ? list.format(company.trades) : null}</Fact>
        <Fact name={t('person.phone')}>{company.phone}</Fact>
        <Fact name={t('person.email')}>{company.email}</Fact>
        <Fact name={t('company.website')}>
          {isLink ? <a href={company.website!}>{company.website}</a> : company.website}
        </Fact>
        <Fact name={t('company.address')}>{company.address}</Fact>
        <Fact name={t('company.city')}>{company.city}</Fact>
        {company.otherNames.length > 0 && (
          <Fact name={t('company.other-names')}>{list.format(company.otherNames)}</Fact>
        )}
      </Facts>
    </section>
  )
}

function PeopleLinks({ company }: { company: CompanyCard }) {
  const { t } = useMessages()
  const { id, users, contacts, inactivePeople } = company
  if (users + contacts + inactivePeople === 0)
    return <p className={styles.muted}>{t('company.people.none')}</p>
  return (
    <ul className={styles.list}>
      {users > 0 && (
        <li>
          <Link href={`/directory/users?company=${id}`}>{t('company.users', { n: users })}</Link>
        </li>
      )}
      {contacts > 0 && (
        <li>
          <Link href={`/directory/contacts?company=${id}`}>{t('company.contacts', { n: contacts })}</Link>
        </li>
      )}
      {inactivePeople > 0 && <li>{t('company.inactive-people', { n: inactivePeople })}</li>}
    </ul>
  )
}

function Projects({ company: { projects } }: { company: CompanyCard }) {
  const { t } = useMessages()
  if (!projects.length) return <p className={styles.muted}>{t('company.projects.none')}</p>
  return (
    <ul className={styles.list}>
      {projects.map(({ id, name, status, people }) => (
        <li key={id}>
          <Link href={`/projects/${id}/users`}>{name}</Link>{' '}
          <span className={styles.muted}>
            {[t('people.active', { n: people }), status === 'closed' && t('project.closed')]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}

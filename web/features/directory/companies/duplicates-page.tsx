import { IconArrowMerge } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { LikelyDuplicate } from '../../../../contract/companies.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useWhyNot } from '../../sign-in/session.ts'
import styles from './company.module.css'
import { likelyDuplicates } from './company-queries.ts'
import { MergeDialog } from './merge-dialog.tsx'

type Firm = LikelyDuplicate['one']

/** Pairs of companies whose names are so alike that they may be one. */
export function DuplicatesPage() {
  const { t } = useMessages()
  const navigate = useNavigate()
  const { history } = useRouter()
  const { cursor } = useSearch({ from: '/signed-in/companies/duplicates' })
  const whyNot = useWhyNot()
  const page = useQuery(likelyDuplicates(cursor))
  const [pair, setPair] = useState<{ from: Firm; into: Firm } | null>(null)

  if (page.isError) return <FailedPage error={page.error} onRetry={() => void page.refetch()} />
  return (
    <>
      <PageHeader title={t('company.duplicates')}>
        <p>{t('company.duplicates.words')}</p>
      </PageHeader>
      {page.isPending && <SkeletonRows rows={5} />}
      {page.data?.items.length === 0 && (
        <EmptyState
          title={t('company.duplicates.none')}
          action={
            <Link href="/directory/companies" look="button">
              {t('directory.tab.companies')}
            </Link>
          }
        >
          {t('company.duplicates.none.words')}
        </EmptyState>
      )}
      <ul className={styles.pairs}>
        {page.data?.items.map(({ one, other }) => (
          <li key={`${one.id} ${other.id}`} className={styles.pair}>
            <One firm={one} />
            <One firm={other} />
            <Button
              icon={<IconArrowMerge size={18} aria-hidden />}
              label={t('company.merge.pair', { one: one.name, other: other.name })}
              disabledBecause={whyNot.without('companies.reactivate-and-merge')}
              onPress={() => setPair(staysBigger(one, other))}
            >
              {t('company.merge')}
            </Button>
          </li>
        ))}
      </ul>
      {(cursor || page.data?.next) && (
        <p>
          {cursor && <Button onPress={() => history.back()}>{t('ui.pages.previous')}</Button>}{' '}
          {page.data?.next && (
            <Button
              onPress={() =>
                void navigate({
                  to: '/companies/duplicates',
                  search: { cursor: page.data.next ?? undefined },
                })
              }
            >
              {t('ui.pages.next')}
            </Button>
          )}
        </p>
      )}
      {pair && <MergeDialog company={pair.from} into={pair.into.id} onClose={() => setPair(null)} />}
    </>
  )
}

function One({ firm }: { firm: Firm }) {
  const { t } = useMessages()
  return (
    <span className={styles.one}>
      <Link href={`/companies/${firm.id}`}>{firm.name}</Link>
      <span className={styles.muted}>
        {[firm.city, t('people.active', { n: firm.people })].filter(Boolean).join(' · ')}
      </span>
      {firm.isOwn && <Badge tone="neutral">{t('company.own')}</Badge>}
    </span>
  )
}

/** The account's own company stays, else the one with more people. */
const staysBigger = (one: Firm, other: Firm) =>
  one.isOwn || (!other.isOwn && one.people >= other.people)
    ? { from: other, into: one }
    : { from: one, into: other }

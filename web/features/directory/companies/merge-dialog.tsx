import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CompaniesFilter, CompanyCard, MergeReview } from '../../../../contract/companies.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FilterGroup } from '../../../ui/filter-group.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { SkeletonRows } from '../../../ui/skeleton.tsx'
import { useAction } from '../../../use-action.ts'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import styles from './company.module.css'
import { companiesPage, likelySame, mergeReview } from './company-queries.ts'
import { MergedPrequalification } from './merged-prequalification.tsx'

interface MergeDialogProps {
  company: Pick<CompanyCard, 'id' | 'name'>
  /** The company that stays, where it is known already. */
  into?: string
  onClose: () => void
}

/** Which company stays, and all that would move to it, before anything is changed. */
export function MergeDialog({ company, into: first = '', onClose }: MergeDialogProps) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const [into, setInto] = useState(first)
  const review = useQuery({ ...mergeReview(company.id, into), enabled: into !== '' })
  const [goesOn, setGoesOn] = useState<string | null>(null)
  const merge = useAction(
    (stays: string, key) =>
      api.post<CompanyCard>(
        `/companies/${company.id}/merge`,
        { into: stays, ...(goesOn && { prequalificationOf: goesOn }) },
        key,
      ),
    {
      onSuccess: async stayed => {
        succeeded(t('company.merged', { name: company.name, into: stayed.name }))
        await Promise.all(
          [['companies'], ['people'], ['prequalifications']].map(queryKey =>
            queryClient.invalidateQueries({ queryKey }),
          ),
        )
        onClose()
        await navigate({ to: '/companies/$id', params: { id: stayed.id } })
      },
    },
  )
  const why = review.data?.whyNot
  const disabledBecause = !into
    ? t('company.merge.choose-first')
    : !review.data
      ? t('review.not-ready')
      : why
        ? t(`fault.${why}`, { name: review.data.into.name })
        : null
  return (
    <Dialog
      title={t('company.merge.title', { name: company.name })}
      size="wide"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.form.cancel')}</Button>
          <Button
            tone="danger"
            disabledBecause={disabledBecause}
            isBusy={merge.isPending}
            onPress={() => merge.mutate(into)}
          >
            {t('company.merge')}
          </Button>
        </>
      }
    >
      {merge.error && <ErrorState error={merge.error} undone={t('company.merge.kept')} />}
      {!first && (
        <Candidates
          company={company}
          value={into}
          onChange={stays => {
            setInto(stays)
            setGoesOn(null)
          }}
        />
      )}
      {into && review.isPending && <SkeletonRows rows={3} />}
      {review.isError && <ErrorState error={review.error} onRetry={() => void review.refetch()} />}
      {review.data && !why && (
        <>
          <WhatMoves review={review.data} />
          <MergedPrequalification review={review.data} chosen={goesOn} onChoose={setGoesOn} />
        </>
      )}
    </Dialog>
  )
}

const ACTIVE: CompaniesFilter = { status: 'active' }

/** First those that are likely the same; any other is found by its name. */
function Candidates({
  company,
  value,
  onChange,
}: {
  company: Pick<CompanyCard, 'id' | 'name'>
  value: string
  onChange: (id: string) => void
}) {
  const { t } = useMessages()
  const [q, setQ] = useState('')
  const like = useQuery(likelySame(company.name, company.id))
  const found = useQuery({ ...companiesPage({ ...ACTIVE, q }, 'name', undefined), enabled: q !== '' })
  const items = (q ? (found.data?.items ?? []) : (like.data?.items ?? []))
    .filter(({ id, status }) => id !== company.id && status === 'active')
    .slice(0, 8)
  return (
    <>
      <SearchField
        label={t('company.merge.find')}
        placeholder={t('company.merge.find')}
        value={q}
        onSearch={setQ}
      />
      {items.length ? (
        <FilterGroup
          label={t(q ? 'company.merge.found' : 'company.merge.likely')}
          value={value}
          options={items.map(({ id, name, city }) => ({
            value: id,
            label: [name, city].filter(Boolean).join(' · '),
          }))}
          onChange={onChange}
        />
      ) : (
        <p className={styles.muted}>{t(q ? 'company.merge.nothing-found' : 'company.merge.nothing-alike')}</p>
      )}
    </>
  )
}

function WhatMoves({ review }: { review: MergeReview }) {
  const { t, locale } = useMessages()
  const list = (words: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(words)
  const { from, into, users, contacts, inactivePeople, projects, trades, fills } = review
  const lines = [
    users > 0 && t('company.users', { n: users }),
    contacts > 0 && t('company.contacts', { n: contacts }),
    inactivePeople > 0 && t('company.inactive-people', { n: inactivePeople }),
    projects.length > 0 &&
      t('company.merge.projects', { n: projects.length, names: list(projects.slice(0, 8)) }),
    trades.length > 0 && t('company.merge.trades', { names: list(trades) }),
    fills.length > 0 &&
      t('company.merge.fills', {
        names: list(
          fills.map(field =>
            t(field === 'phone' || field === 'email' ? `person.${field}` : `company.${field}`),
          ),
        ),
      }),
  ].filter(line => typeof line === 'string')
  return (
    <section>
      <h3>{t('company.merge.moves', { into: into.name })}</h3>
      {lines.length ? (
        <ul className={styles.list}>
          {lines.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <p>{t('company.merge.nothing-moves')}</p>
      )}
      <p>{t('company.merge.afterwards', { from: from.name, into: into.name })}</p>
    </section>
  )
}

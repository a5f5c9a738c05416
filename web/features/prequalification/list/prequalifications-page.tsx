import { IconClipboardCheck, IconDownload, IconForms, IconSettings, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api } from '../../../api.ts'
import { ListPages } from '../../../list-pages.tsx'
import { ListTable } from '../../../list-table.tsx'
import { NoneFound } from '../../../none-found.tsx'
import { NotFound } from '../../../shell/not-found.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import list from '../../directory/people-list.module.css'
import { sortShown } from '../../directory/people-search.ts'
import { useMay, useWhyNot } from '../../sign-in/session.ts'
import { prequalificationCounts, prequalificationsPage } from '../prequalification-queries.ts'
import { usePrequalificationColumns } from './prequalifications-columns.tsx'
import { PrequalificationsFilters } from './prequalifications-filters.tsx'
import { filterIn, type PrequalificationsSearch } from './prequalifications-search.ts'

/** Companies that were ever asked to prequalify, and how far each is. */
export function PrequalificationsPage() {
  const { t } = useMessages()
  const may = useMay()
  if (!may('prequalifications.view')) return <NotFound />
  return (
    <>
      <PageHeader
        title={t('nav.prequalifications')}
        actions={
          <>
            <Link href="/prequalifications/form" look="button" icon={<IconForms size={18} aria-hidden />}>
              {t('prequalifications.form')}
            </Link>
            <Link
              href="/prequalifications/settings"
              look="button"
              icon={<IconSettings size={18} aria-hidden />}
            >
              {t('prequalifications.settings')}
            </Link>
            <Actions />
          </>
        }
      />
      <Companies />
    </>
  )
}

function Actions() {
  const { t } = useMessages()
  const whyNot = useWhyNot()
  return (
    <Link
      href="/directory/users?task=prequalify"
      look="primary"
      icon={<IconUserPlus size={18} aria-hidden />}
      disabledBecause={whyNot.without('prequalifications.invite')}
    >
      {t('prequalifications.invite')}
    </Link>
  )
}

function Companies() {
  const { t } = useMessages()
  const may = useMay()
  const whyNot = useWhyNot()
  const navigate = useNavigate()
  const search = useSearch({ from: '/signed-in/prequalifications' })
  const page = useQuery(prequalificationsPage(search))
  const counts = useQuery(prequalificationCounts(search))
  const columns = usePrequalificationColumns(may('prequalifications.comment'))
  const rows = useMemo(
    () => (page.data?.items ?? []).map(row => ({ ...row, id: row.company.id })),
    [page.data],
  )
  const change = (to: Partial<PrequalificationsSearch>) =>
    void navigate({
      from: '/prequalifications',
      to: '/prequalifications',
      search: old => ({ ...old, cursor: undefined, from: undefined, ...to }),
    })

  return (
    <div className={list.list}>
      <PrequalificationsFilters search={search} counts={counts.data} onChange={change} />
      <div className={list.people}>
        <div className={list.searching}>
          <SearchField
            label={t('prequalifications.search')}
            placeholder={t('prequalifications.search')}
            value={search.q ?? ''}
            onSearch={q => change({ q: q || undefined })}
          />
          <Link
            href={api.url('/prequalifications.csv', { ...filterIn(search) })}
            isFile
            look="button"
            icon={<IconDownload size={18} aria-hidden />}
            disabledBecause={whyNot.without('prequalifications.comment')}
          >
            {t('prequalifications.export')}
          </Link>
        </div>
        <ListTable
          page={page}
          label={t('nav.prequalifications')}
          columns={columns}
          rows={rows}
          nameOf={row => row.company.name}
          sort={sortShown(search.sort ?? 'company')}
          onSort={(column, isDescending) =>
            change({
              sort: (isDescending ? `-${column}` : column) as NonNullable<PrequalificationsSearch['sort']>,
            })
          }
          onRowLetter={{
            e: row => void navigate({ to: '/prequalifications/$id', params: { id: row.id } }),
          }}
          empty={<NoneHere search={search} onClear={() => void navigate({ to: '/prequalifications' })} />}
        />
        <ListPages
          label={t('prequalifications.pages')}
          from={search.from}
          rows={rows.length}
          total={counts.data?.total}
          next={page.data?.next}
          onTurn={change}
        />
      </div>
    </div>
  )
}

/** Nothing matches, or nobody was asked yet: each says what to do. */
function NoneHere({ search, onClear }: { search: PrequalificationsSearch; onClear: () => void }) {
  const { t } = useMessages()
  const icon = <IconClipboardCheck size={32} aria-hidden />
  if (Object.values(filterIn(search)).some(Boolean))
    return <NoneFound icon={icon} title={t('prequalifications.no-match')} onClear={onClear} />
  return (
    <EmptyState icon={icon} title={t('prequalifications.none')} action={<Actions />}>
      {t('prequalifications.none.words')}
    </EmptyState>
  )
}

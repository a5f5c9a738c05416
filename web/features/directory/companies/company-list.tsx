import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type CompaniesFilter, type CompanyRow, companySorts } from '../../../../contract/companies.ts'
import { ListPages } from '../../../list-pages.tsx'
import { ListTable } from '../../../list-table.tsx'
import { shownColumns } from '../../../shown-columns.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { BulkBar } from '../../bulk/bulk-bar.tsx'
import { tickedRows, withTickedRows } from '../../bulk/row-selection.ts'
import { useMayTick } from '../../bulk/use-offers.ts'
import { usePressOne } from '../../bulk/use-press-one.tsx'
import { useRowSelection } from '../../bulk/use-row-selection.ts'
import { useMay } from '../../sign-in/session.ts'
import { COMPANY_TABS, type CompanyTab } from '../directory-tabs.ts'
import styles from '../people-list.module.css'
import { given, NO_FILTER, type PeopleSearch, sortShown } from '../people-search.ts'
import { useTabSearch } from '../use-tab-search.ts'
import { COMPANY_USUAL, useCompanyColumns } from './company-columns.tsx'
import { companiesPage, companyCounts } from './company-queries.ts'
import { CompanyToolbar } from './company-toolbar.tsx'
import { NoCompanies } from './no-companies.tsx'
import { TradeFilter } from './trade-filter.tsx'

const NO_ROWS: readonly CompanyRow[] = []

/** The filter of the API for a tab of companies and its address. */
const filterOf = (
  tab: CompanyTab,
  { q, name, city, trade }: PeopleSearch,
  project: string | undefined,
): CompaniesFilter => ({
  ...COMPANY_TABS[tab],
  ...given({ q, name, city, trade, project }),
})
const sortOf = ({ sort = 'name' }: PeopleSearch) =>
  (companySorts as readonly string[]).includes(sort) ? sort : 'name'

interface CompanyListProps {
  tab: CompanyTab
  /** Only companies whose people are on this project. */
  project?: string
}

export function CompanyList({ tab, project }: CompanyListProps) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const [search, change] = useTabSearch()
  const filter = useMemo(() => filterOf(tab, search, project), [tab, search, project])
  const page = useQuery(companiesPage(filter, sortOf(search), search.cursor))
  const counts = useQuery(companyCounts(filter))
  const [selection, setSelection] = useRowSelection<CompaniesFilter>(`${tab} ${project ?? ''}`)
  const mayTick = useMayTick('company', filter.status)
  // All that match are selected by who may ask for the people of any project; else one ticks.
  const maySelectAll = useMay()('projects.view-all') || project === undefined
  const shown = useMemo(() => shownColumns(search.columns, COMPANY_USUAL), [search.columns])
  const [press, pressed] = usePressOne()
  const columns = useCompanyColumns(filter.status, shown, press)
  const filterWords = useCompanyFilterWords()

  const rows = page.data?.items ?? NO_ROWS
  const ticked = useMemo(() => tickedRows(selection, rows, matches), [selection, rows])
  const column = (name: 'name' | 'city') => ({
    label: t(name === 'name' ? 'company.name.filter' : 'company.city.filter'),
    value: search[name] ?? '',
    onChange: (words: string) => change({ [name]: words || undefined }),
  })

  return (
    <div className={styles.list}>
      <TradeFilter filter={filter} onChange={trade => change({ trade })} />
      <div className={styles.people}>
        <CompanyToolbar
          search={search}
          filter={filter}
          sort={sortOf(search)}
          shown={shown}
          onChange={change}
        />
        <ListTable
          page={page}
          label={t(`directory.tab.${tab}`)}
          columns={columns}
          filters={{ name: column('name'), city: column('city') }}
          rows={rows}
          nameOf={row => row.name}
          {...(mayTick && {
            selection: {
              ticked,
              onChange: next => setSelection(withTickedRows(selection, rows, next, matches)),
            },
          })}
          sort={sortShown(sortOf(search))}
          onSort={(id, isDescending) =>
            change({ sort: (isDescending ? `-${id}` : id) as PeopleSearch['sort'] })
          }
          onRowLetter={{ e: row => void navigate({ to: '/companies/$id', params: { id: row.id } }) }}
          empty={
            <NoCompanies
              tab={tab}
              search={search}
              isOnProject={project !== undefined}
              onClear={() => change(NO_FILTER)}
            />
          }
        />
        <ListPages
          label={t('company.pages')}
          from={search.from}
          rows={rows.length}
          total={counts.data?.total}
          next={page.data?.next}
          onTurn={change}
        />
        {pressed}
        {mayTick && (
          <BulkBar
            subject="company"
            selection={selection}
            onChange={setSelection}
            filter={filter}
            filterWords={filterWords}
            matching={maySelectAll ? counts.data?.total : undefined}
            loaded={rows.length}
          />
        )}
      </div>
    </div>
  )
}

/** A filter in words: "“star”, trade Framing". */
function useCompanyFilterWords(): (filter: CompaniesFilter) => string {
  const { t, locale } = useMessages()
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  return ({ q, name, city, trade }) => {
    const parts = [
      q && t('filter.q', { text: q }),
      name && t('filter.company-name', { text: name }),
      city && t('filter.city', { text: city }),
      trade && t('filter.trade', { text: trade }),
    ].filter(part => typeof part === 'string' && part !== '')
    return parts.length ? list.format(parts as string[]) : t('filter.every-company')
  }
}

/** Whether a row shown under another filter belongs to a selection. For the ticks only: the server decides what is acted on. */
function matches(row: CompanyRow, { status, q = '', name = '', city = '', trade }: CompaniesFilter): boolean {
  const has = (text: string | null, part: string) => (text ?? '').toLowerCase().includes(part.toLowerCase())
  return (
    row.status === status &&
    has(row.name, name) &&
    has(row.city, city) &&
    (!trade || row.trades.some(each => each.toLowerCase() === trade.toLowerCase())) &&
    q.split(/\s+/).every(word => [row.name, row.city, row.phone, row.email].some(text => has(text, word)))
  )
}

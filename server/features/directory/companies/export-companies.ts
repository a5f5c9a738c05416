import type { CompaniesFilter, CompanyColumn, CompanySort } from '../../../../contract/companies.ts'
import type { Db } from '../../../db/connect.ts'
import { writeCsv } from '../../../lib/csv/index.ts'
import { cellsOf, eachRow } from '../each-row.ts'
import { pageOfCompanies } from './queries.ts'

type Row = Awaited<ReturnType<typeof pageOfCompanies>>[number]

const columns: { heading: string; shownAs: CompanyColumn | 'name'; cell: (row: Row) => string | null }[] = [
  { heading: 'Company', shownAs: 'name', cell: row => row.name },
  { heading: 'Trades', shownAs: 'trades', cell: row => row.trades.join(', ') },
  { heading: 'City', shownAs: 'city', cell: row => row.city },
  { heading: 'Phone', shownAs: 'phone', cell: row => row.phone },
  { heading: 'E-mail', shownAs: 'email', cell: row => row.email },
  { heading: 'People', shownAs: 'people', cell: row => String(row.people) },
]

/** The companies that match as CSV, in the order of the list, read page by page. */
export const exportCompanies = (
  db: Db,
  accountId: string,
  {
    columns: chosen,
    ...list
  }: { filter: CompaniesFilter; sort: CompanySort; columns?: CompanyColumn[] | undefined },
): AsyncGenerator<string> => {
  const shown = columns.filter(({ shownAs }) => shownAs === 'name' || !chosen || chosen.includes(shownAs))
  const rows = eachRow(db, accountId, (tx, after, limit) =>
    pageOfCompanies(tx, accountId, { ...list, after, limit }),
  )
  return writeCsv(
    shown.map(({ heading }) => heading),
    cellsOf(rows, row => shown.map(({ cell }) => cell(row))),
  )
}

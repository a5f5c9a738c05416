import type { CompaniesFilter } from '../../../../contract/companies.ts'
import type { Db } from '../../../db/connect.ts'
import { writeCsv } from '../../../lib/csv/index.ts'
import { eachRow } from '../each-row.ts'
import { pageOfCompanies } from './queries.ts'

const columns = ['Company', 'Trades', 'City', 'Phone', 'E-mail', 'People'] as const

/** The companies that match as CSV, read page by page. */
export const exportCompanies = (db: Db, accountId: string, filter: CompaniesFilter): AsyncGenerator<string> =>
  writeCsv(columns, lines(db, accountId, filter))

async function* lines(db: Db, accountId: string, filter: CompaniesFilter) {
  const rows = eachRow(db, accountId, (tx, after, limit) =>
    pageOfCompanies(tx, accountId, { filter, sort: 'name', after, limit }),
  )
  for await (const row of rows)
    yield [row.name, row.trades.join(', '), row.city, row.phone, row.email, String(row.people)]
}

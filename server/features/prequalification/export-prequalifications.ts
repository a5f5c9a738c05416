import type {
  PrequalificationRow,
  PrequalificationsFilter,
} from '../../../contract/prequalification/prequalifications.ts'
import { prequalificationsQuery } from '../../../contract/prequalification/prequalifications.ts'
import { type Db, inAccount } from '../../db/connect.ts'
import { writeCsv } from '../../lib/csv/index.ts'
import type { Actor } from '../permissions/index.ts'
import { listPrequalifications } from './list-prequalifications.ts'
import { decidedOn } from './list-queries.ts'

type Decided = Awaited<ReturnType<typeof decidedOn>>[number]

const columns: Record<string, (row: PrequalificationRow, decided: Decided | undefined) => string> = {
  company: row => row.company.name,
  trades: row => row.company.trades.join(', '),
  status: row => row.status,
  decided: row => row.decided,
  expiresOn: row => row.expiresOn ?? '',
  form: row => row.form?.state ?? '',
  percent: row => String(row.form?.percent ?? ''),
  round: row => String(row.form?.round ?? ''),
  isOverdue: row => (row.form?.isOverdue ? 'yes' : 'no'),
  dueAt: row => row.form?.dueAt ?? '',
  submittedAt: row => row.form?.submittedAt ?? '',
  primaryContact: row => row.primaryContact?.name ?? '',
  singleProjectLimit: (_, decided) => decided?.single_project_limit ?? '',
  aggregateLimit: (_, decided) => decided?.aggregate_limit ?? '',
  // Without a limit it would be of nothing.
  currency: (_, decided) => (decided?.single_project_limit ? decided.currency : ''),
  exceptions: (_, decided) => decided?.exceptions ?? '',
}

/** All that match as CSV, read page by page: memory stays the same for ten and for a hundred thousand. */
export const exportPrequalifications = (
  db: Db,
  actor: Actor,
  filter: PrequalificationsFilter,
): AsyncGenerator<string> => writeCsv(Object.keys(columns), cellsOfMatching(db, actor, filter))

async function* cellsOfMatching(
  db: Db,
  { accountId }: Actor,
  filter: PrequalificationsFilter,
): AsyncGenerator<string[]> {
  // Parsed without the filter, whose flags are judged already.
  const whole = prequalificationsQuery.parse({ limit: 200 })
  let cursor: string | undefined
  do {
    const { page, decided } = await inAccount(db, accountId, async tx => {
      const found = await listPrequalifications(tx, accountId, { ...whole, ...filter, cursor })
      const companyIds = found.items.map(row => row.company.id)
      const decisions = await decidedOn(tx, accountId, companyIds)
      return { page: found, decided: new Map(decisions.map(one => [one.company_id, one])) }
    })
    for (const row of page.items)
      yield Object.values(columns).map(cell => cell(row, decided.get(row.company.id)))
    cursor = page.next ?? undefined
  } while (cursor)
}

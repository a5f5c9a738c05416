import type { Page } from '../../../contract/paging.ts'
import type { RunItem, RunOutcome } from '../../../contract/runs.ts'
import { type Db, inAccount, type Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { csvLine } from '../../lib/csv/index.ts'
import { Problem } from '../../lib/problem.ts'
import { type Actor, refuseUnless } from '../permissions/index.ts'
import { mayExportRun, mayViewRun } from './policy.ts'
import { pageOfItems, runRows } from './view-queries.ts'

type Only = { outcome?: RunOutcome | undefined; reason?: string | undefined }

/** A page of the people of a run and what became of each. @throws Problem not-found */
export async function listRunItems(
  tx: Tx,
  actor: Actor,
  runId: string,
  { limit, cursor, ...only }: Only & { limit: number; cursor?: string | undefined },
): Promise<Page<RunItem>> {
  await mustSeeRun(tx, actor, runId)
  const after = cursor ? fromCursor(cursor, 'id')[0] : null
  const rows = await pageOfItems(tx, actor.accountId, runId, { ...only, after, limit })
  return cutPage(rows, limit, row => [row.person_id], toItem)
}

const columns = ['name', 'email', 'phone', 'company', 'outcome', 'reason', 'detail', 'settledAt'] as const
/** Rows per query of an export: memory stays the same for ten people and for a million. */
const exportChunk = 5000

/** The whole run as CSV lines, read page by page. @throws Problem not-permitted, not-found before the first line */
export async function* exportRunItems(db: Db, actor: Actor, runId: string): AsyncGenerator<string> {
  refuseUnless(actor, mayExportRun)
  await inAccount(db, actor.accountId, tx => mustSeeRun(tx, actor, runId))
  yield csvLine([...columns])
  let after: string | null = null
  for (let isMore = true; isMore; ) {
    const rows: Awaited<ReturnType<typeof pageOfItems>> = await inAccount(db, actor.accountId, tx =>
      pageOfItems(tx, actor.accountId, runId, { after, limit: exportChunk }),
    )
    isMore = rows.length > exportChunk
    const page = rows.slice(0, exportChunk)
    after = page.at(-1)?.person_id ?? null
    yield page
      .map(row =>
        csvLine([
          `${row.first_name} ${row.last_name}`.trim(),
          row.email ?? '',
          row.phone ?? '',
          row.company_name ?? '',
          row.outcome,
          row.reason ?? '',
          row.detail ?? '',
          row.settled_at?.toISOString() ?? '',
        ]),
      )
      .join('')
  }
}

async function mustSeeRun(tx: Tx, actor: Actor, runId: string): Promise<void> {
  const [run] = await runRows(tx, actor.accountId, { runId, limit: 1 })
  if (!run || !mayViewRun(actor, run)) throw new Problem('not-found')
}

function toItem(row: Awaited<ReturnType<typeof pageOfItems>>[number]): RunItem {
  return {
    person: {
      id: row.person_id,
      name: `${row.first_name} ${row.last_name}`.trim(),
      email: row.email,
      company: row.company_name,
    },
    outcome: row.outcome,
    reason: row.reason,
    detail: row.detail,
    settledAt: row.settled_at?.toISOString() ?? null,
  }
}

import type { Page } from '../../../contract/paging.ts'
import type { RunItem, RunOutcome } from '../../../contract/runs.ts'
import { type Db, inAccount, type Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { writeCsv } from '../../lib/csv/index.ts'
import { Problem } from '../../lib/problem.ts'
import { type Actor, refuseUnless } from '../permissions/index.ts'
import type { BulkCatalogue } from './bulk-action.ts'
import { mayExportRun } from './policy.ts'
import { mustSeeRun } from './press-policy.ts'
import type { Subject } from './subject.ts'
import { pageOfItems, runRows } from './view-queries.ts'

type Only = { outcome?: RunOutcome | undefined; reason?: string | undefined }

/** A page of what a run acted on and what became of each. @throws Problem not-found */
export async function listRunItems(
  tx: Tx,
  catalogue: BulkCatalogue,
  actor: Actor,
  runId: string,
  { limit, cursor, ...only }: Only & { limit: number; cursor?: string | undefined },
): Promise<Page<RunItem>> {
  const subject = await subjectOfRun(tx, catalogue, actor, runId)
  const after = cursor ? fromCursor(cursor, 'id')[0] : null
  const rows = await pageOfItems(tx, subject, actor.accountId, runId, { ...only, after, limit })
  return cutPage(rows, limit, row => [row.id], toItem)
}

const columns = ['name', 'email', 'phone', 'company', 'outcome', 'reason', 'detail', 'settledAt'] as const
/** Rows per query of an export: memory stays the same for ten people and for a million. */
const exportChunk = 5000

/** The whole run as a CSV file. @throws Problem not-permitted, not-found */
export async function exportRunItems(
  db: Db,
  catalogue: BulkCatalogue,
  actor: Actor,
  runId: string,
): Promise<AsyncGenerator<string>> {
  refuseUnless(actor, mayExportRun)
  const subject = await inAccount(db, actor.accountId, tx => subjectOfRun(tx, catalogue, actor, runId))
  return writeCsv(columns, cellsOfItems(db, subject, actor.accountId, runId))
}

async function* cellsOfItems(
  db: Db,
  subject: Subject,
  accountId: string,
  runId: string,
): AsyncGenerator<(string | null)[]> {
  let after: string | null = null
  for (let isMore = true; isMore; ) {
    const rows: Awaited<ReturnType<typeof pageOfItems>> = await inAccount(db, accountId, tx =>
      pageOfItems(tx, subject, accountId, runId, { after, limit: exportChunk }),
    )
    isMore = rows.length > exportChunk
    const page = rows.slice(0, exportChunk)
    after = page.at(-1)?.id ?? null
    for (const { name, email, phone, company, outcome, reason, detail, settled_at } of page)
      yield [name, email, phone, company, outcome, reason, detail, settled_at?.toISOString() ?? null]
  }
}

/** What a run that this actor may see acts on. @throws Problem not-found */
async function subjectOfRun(tx: Tx, catalogue: BulkCatalogue, actor: Actor, runId: string): Promise<Subject> {
  const [row] = await runRows(tx, actor.accountId, { runId, limit: 1 })
  const run = await mustSeeRun(tx, catalogue, actor, row)
  const action = catalogue.actions.find(one => one.name === run.action)
  if (!action) throw new Problem('not-found')
  return catalogue.subjects[action.subject]
}

function toItem(row: Awaited<ReturnType<typeof pageOfItems>>[number]): RunItem {
  return {
    subject: { id: row.id, name: row.name, email: row.email, company: row.company },
    outcome: row.outcome,
    reason: row.reason,
    detail: row.detail,
    settledAt: row.settled_at?.toISOString() ?? null,
  }
}

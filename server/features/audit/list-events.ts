import type { AuditEntry, AuditEventName, AuditQuery, FieldChange } from '../../../contract/audit.ts'
import type { Page, PageQuery } from '../../../contract/paging.ts'
import { type Db, inAccount, type Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { writeCsv } from '../../lib/csv/index.ts'
import { type AuditRow, pageOfEvents } from './view-queries.ts'

const columns = ['at', 'event', 'actor', 'subject', 'run', 'detail', 'sequence'] as const
/** Rows per query of an export: memory stays the same for ten events and for a million. */
const exportChunk = 5000

/** A page of what was done, newest first. @param seesChanges whether what people were and are stands in it */
export async function listEvents(
  tx: Tx,
  accountId: string,
  seesChanges: boolean,
  { limit, cursor, ...only }: AuditQuery,
): Promise<Page<AuditEntry>> {
  const after = cursor ? fromCursor(cursor, 'moment', 'id') : null
  const rows = await pageOfEvents(tx, accountId, only, after, limit)
  return cutPage(
    rows,
    limit,
    row => [row.place, row.id],
    row => toEntry(row, seesChanges),
  )
}

/** A page of what was done to a person, newest first. */
export async function historyOf(
  tx: Tx,
  accountId: string,
  personId: string,
  { limit, cursor }: PageQuery,
): Promise<Page<AuditEntry>> {
  const after = cursor ? fromCursor(cursor, 'moment', 'id') : null
  const rows = await pageOfEvents(tx, accountId, { subject: personId }, after, limit)
  return cutPage(
    rows,
    limit,
    row => [row.place, row.id],
    row => toEntry(row, true),
  )
}

/** All that matches as CSV, read page by page. */
export function exportEvents(
  db: Db,
  accountId: string,
  seesChanges: boolean,
  only: Omit<AuditQuery, 'limit' | 'cursor'>,
): AsyncGenerator<string> {
  return writeCsv(columns, rowsOf(db, accountId, seesChanges, only))
}

async function* rowsOf(
  db: Db,
  accountId: string,
  seesChanges: boolean,
  only: Omit<AuditQuery, 'limit' | 'cursor'>,
) {
  let after: [string, string] | null = null
  for (let isMore = true; isMore; ) {
    const rows: AuditRow[] = await inAccount(db, accountId, tx =>
      pageOfEvents(tx, accountId, only, after, exportChunk),
    )
    isMore = rows.length > exportChunk
    for (const row of rows.slice(0, exportChunk)) {
      const entry = toEntry(row, seesChanges)
      const { at, event, runId, detail, sequence } = entry
      const names = [entry.actor?.name ?? 'Muster', entry.subject?.name ?? null]
      yield [at, event, ...names, runId, JSON.stringify(detail), sequence === null ? null : String(sequence)]
      after = [row.place, row.id]
    }
  }
}

const toEntry = (row: AuditRow, seesChanges: boolean): AuditEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  event: row.event as AuditEventName,
  actor: named(row.actor_id, row.actor_name),
  subject: named(row.subject_id, row.subject_name),
  runId: row.run_id,
  detail: seesChanges ? (row.detail as AuditEntry['detail']) : withheld(row),
  sequence: row.sequence,
})

/** A changed person without what they were and are: names, addresses and phones are not for everybody who reads the log. */
function withheld({ event, detail }: AuditRow): AuditEntry['detail'] {
  const { changes, ...rest } = detail as { changes?: FieldChange[] }
  if (event !== 'person.changed' || !changes) return detail as AuditEntry['detail']
  return { ...rest, fields: changes.map(({ field }) => field) }
}

const named = (id: string | null, name: string | null) => (id ? { id, name: name ?? '' } : null)

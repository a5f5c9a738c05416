import type { AccountsQuery, OperatedAccount, SendingCounts } from '../../../contract/installation.ts'
import type { Page } from '../../../contract/paging.ts'
import type { Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { Problem } from '../../lib/problem.ts'
import { type AccountRow, accountWithId, pageOfAccounts } from './account-queries.ts'
import { type PeopleCounts, peopleCounts, type QueueCounts, queueCounts } from './count-queries.ts'

/** A page of accounts by name, each with its counts. @param tx as operator */
export async function listAccounts(
  tx: Tx,
  { limit, cursor, ...only }: AccountsQuery,
  now: Date,
): Promise<Page<OperatedAccount>> {
  const after = cursor ? fromCursor(cursor, 'text', 'id') : null
  const rows = await pageOfAccounts(tx, only, after, limit)
  const view = await viewer(tx, rows, now)
  return cutPage(rows, limit, row => [row.sort_name, row.id], view)
}

/** @param tx as operator @throws Problem not-found */
export async function viewAccount(tx: Tx, accountId: string, now: Date): Promise<OperatedAccount> {
  const row = await accountWithId(tx, accountId)
  if (!row) throw new Problem('not-found')
  return (await viewer(tx, [row], now))(row)
}

async function viewer(tx: Tx, rows: AccountRow[], now: Date): Promise<(row: AccountRow) => OperatedAccount> {
  const people = await peopleCounts(
    tx,
    rows.map(row => row.id),
  )
  const queue = await queueCounts(tx, now)
  return row => viewOf(row, people.get(row.id), queue.get(row.id))
}

const viewOf = (
  row: AccountRow,
  people: PeopleCounts | undefined,
  queue: QueueCounts | undefined,
): OperatedAccount => ({
  id: row.id,
  name: row.name,
  country: row.country,
  language: row.language as OperatedAccount['language'],
  timeZone: row.time_zone,
  createdAt: row.created_at.toISOString(),
  state: row.suspended_at ? 'suspended' : 'active',
  suspended: row.suspended_at && {
    at: row.suspended_at.toISOString(),
    reason: row.suspended_reason ?? '',
  },
  users: {
    active: people?.active ?? 0,
    joined: people?.joined ?? 0,
    invited: people?.invited ?? 0,
    suppressed: people?.suppressed ?? 0,
  },
  sending: sendingView(queue),
  paused: pauseOf(row),
})

export const sendingView = (counts: QueueCounts | undefined): SendingCounts => ({
  waiting: counts?.waiting ?? 0,
  due: counts?.due ?? 0,
  deferred: counts?.deferred ?? 0,
  inHand: counts?.inHand ?? 0,
  unconfirmed: counts?.unconfirmed ?? 0,
  oldestDueAt: counts?.oldestDueAt?.toISOString() ?? null,
})

/** Of e-mail, else of SMS: why the account's sending pauses, and when it is tried again. */
export function pauseOf(row: {
  sending_paused_reason: string | null
  sending_paused_until: Date | null
  sms_paused_reason: string | null
  sms_paused_until: Date | null
}): OperatedAccount['paused'] {
  const isEmail = row.sending_paused_reason !== null
  const reason = row.sending_paused_reason ?? row.sms_paused_reason
  const until = isEmail ? row.sending_paused_until : row.sms_paused_until
  return reason === null ? null : { reason, until: until?.toISOString() ?? null }
}

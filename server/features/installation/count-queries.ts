import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { WORKER_CONNECTION_NAME } from '../../sweeps/index.ts'

// All of it as operator, by functions that tell counts and nothing else.

export type PeopleCounts = {
  accountId: string
  active: number
  joined: number
  invited: number
  suppressed: number
}

export async function peopleCounts(tx: Tx, accountIds: string[]): Promise<Map<string, PeopleCounts>> {
  const { rows } = await sql<PeopleCounts>`
    select account_id as "accountId", active_users as active, joined, invited, suppressed
    from people_counts(${accountIds}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.accountId, row]))
}

export type QueueCounts = {
  accountId: string
  waiting: number
  due: number
  deferred: number
  inHand: number
  unconfirmed: number
  oldestDueAt: Date | null
}

/** Of every account. */
export async function queueCounts(tx: Tx, now: Date): Promise<Map<string, QueueCounts>> {
  const { rows } = await sql<QueueCounts>`
    select account_id as "accountId", waiting, due, deferred, in_hand as "inHand", unconfirmed, oldest_due_at as "oldestDueAt"
    from sending_counts(${now})`.execute(tx)
  return new Map(rows.map(row => [row.accountId, row]))
}

/** Workers running right now: the connection on which one listens ends with its process. */
export async function countWorkers(tx: Tx): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from pg_stat_activity
    where application_name = ${WORKER_CONNECTION_NAME} and datname = current_database()`.execute(tx)
  return rows[0]!.count
}

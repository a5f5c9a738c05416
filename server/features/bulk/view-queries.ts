import { sql } from 'kysely'
import type { RunOutcome } from '../../../contract/runs.ts'
import type { Tx } from '../../db/connect.ts'
import type { Subject } from './subject.ts'

export type RunRow = Awaited<ReturnType<typeof runRows>>[number]

/** Newest first: ids are made in the order of time. @param actorId only their runs; null for everybody's */
export function runRows(
  tx: Tx,
  accountId: string,
  only: { runId?: string; actorId?: string | null; after?: string | null; limit: number },
) {
  let rows = tx
    .selectFrom('run')
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 'run.account_id').onRef('p.id', '=', 'run.actor_id'),
    )
    .select([
      'run.id',
      'run.action',
      'run.state',
      'run.actor_id',
      'run.created_at',
      'run.held_until',
      'run.finished_at',
      'run.resolved_at',
      'run.reviewed_count',
      'run.retry_of',
      'run.undo_of',
      eb =>
        eb
          .selectFrom('run as undoing')
          .select('undoing.id')
          .whereRef('undoing.account_id', '=', 'run.account_id')
          .whereRef('undoing.undo_of', '=', 'run.id')
          .orderBy('undoing.id', 'desc')
          .limit(1)
          .as('undone_in'),
      'run.selection',
      'run.input',
      'p.first_name',
      'p.last_name',
    ])
    .where('run.account_id', '=', accountId)
    .orderBy('run.id', 'desc')
    .limit(only.limit)
  if (only.runId) rows = rows.where('run.id', '=', only.runId)
  if (only.actorId) rows = rows.where('run.actor_id', '=', only.actorId)
  if (only.after) rows = rows.where('run.id', '<', only.after)
  return rows.execute()
}

/** How many items of each run ended how, and why. */
export function countItems(tx: Tx, accountId: string, runIds: string[]) {
  return tx
    .selectFrom('run_item')
    .select(['run_id', 'outcome', 'reason', eb => eb.fn.countAll<number>().as('count')])
    .where('account_id', '=', accountId)
    .where('run_id', '=', sql<string>`any(${runIds}::uuid[])`)
    .groupBy(['run_id', 'outcome', 'reason'])
    .execute()
}

/** @returns one more than `limit` where there is a next page */
export function pageOfItems(
  tx: Tx,
  subject: Subject,
  accountId: string,
  runId: string,
  only: {
    outcome?: RunOutcome | undefined
    reason?: string | undefined
    after: string | null
    limit: number
  },
) {
  let rows = tx
    .selectFrom('run_item as i')
    .innerJoin(subject.cards(tx, accountId).as('card'), 'card.id', 'i.subject_id')
    .select([
      'card.id',
      'card.name',
      'card.email',
      'card.phone',
      'card.company',
      'i.outcome',
      'i.reason',
      'i.detail',
      'i.settled_at',
    ])
    .where('i.account_id', '=', accountId)
    .where('i.run_id', '=', runId)
    .orderBy('i.subject_id')
    .limit(only.limit + 1)
  if (only.outcome) rows = rows.where('i.outcome', '=', only.outcome)
  if (only.reason) rows = rows.where('i.reason', '=', only.reason)
  if (only.after) rows = rows.where('i.subject_id', '>', only.after)
  return rows.execute()
}

export async function idsWithOutcome(
  tx: Tx,
  accountId: string,
  runId: string,
  outcome: RunOutcome,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('run_item')
    .select('subject_id')
    .where('account_id', '=', accountId)
    .where('run_id', '=', runId)
    .where('outcome', '=', outcome)
    .execute()
  return rows.map(row => row.subject_id)
}

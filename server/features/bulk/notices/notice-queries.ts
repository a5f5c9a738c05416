import { sql } from 'kysely'
import { longRunSeconds } from '../../../../contract/run-notices.ts'
import type { Tx } from '../../../db/connect.ts'

/** Of a run that is being ended now: whether its end is no news to who started it. */
export const isNoNews = sql<boolean>`(
  run.scopes is not null or now() - run.created_at <= make_interval(secs => ${longRunSeconds}))`

export async function unseenRuns(
  tx: Tx,
  accountId: string,
  actorId: string,
  limit: number,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('run')
    .select('id')
    .where('account_id', '=', accountId)
    .where('actor_id', '=', actorId)
    .where('finished_at', 'is not', null)
    .where('seen_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}

/** @returns whether it is a run of theirs that is over; one that they saw before stays as it is */
export async function markSeen(tx: Tx, accountId: string, actorId: string, runId: string): Promise<boolean> {
  const row = await tx
    .updateTable('run')
    .set({ seen_at: sql`coalesce(seen_at, now())` })
    .where('account_id', '=', accountId)
    .where('id', '=', runId)
    .where('actor_id', '=', actorId)
    .where('finished_at', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Those of them who want an e-mail and are there to read it. */
export async function thoseWhoWantMail(tx: Tx, accountId: string, personIds: string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('person as p')
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'p.account_id').onRef('s.person_id', '=', 'p.id'),
    )
    .select('p.id')
    .where('p.account_id', '=', accountId)
    .where('p.id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('p.mails_finished_runs', '=', true)
    .where('s.status', '=', 'active')
    .execute()
  return new Set(rows.map(row => row.id))
}

export function noticesOf(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('person as p')
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'p.account_id').onRef('s.person_id', '=', 'p.id'),
    )
    .select(['p.mails_finished_runs', 'p.email', 's.email_verdict'])
    .where('p.account_id', '=', accountId)
    .where('p.id', '=', personId)
    .executeTakeFirstOrThrow()
}

/** @returns whether they had chosen otherwise before */
export async function changeNotices(
  tx: Tx,
  accountId: string,
  personId: string,
  mails: boolean,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('person')
    .set({ mails_finished_runs: mails })
    .where('account_id', '=', accountId)
    .where('id', '=', personId)
    .where('mails_finished_runs', '!=', mails)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The fence's look: they are still there to read it. */
export const stillThere = sql<boolean>`exists (
  select from person_state s where s.account_id = m.account_id and s.person_id = m.person_id and s.status = 'active')`

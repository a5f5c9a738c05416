import { sql } from 'kysely'
import type { Db, Tx } from '../../../db/connect.ts'
import { keepPlan } from '../../../db/kept-plans.ts'

export async function accountsWithDueInactivations(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from accounts_with_due_inactivations(${now}) as id`.execute(db)
  return rows.map(row => row.id)
}

/** Takes plans whose day has come and that nobody else holds, each with who planned it and what it was told. */
export function takeDuePlans(tx: Tx, accountId: string, now: Date, limit: number) {
  return tx
    .selectFrom('planned_inactivation as p')
    .innerJoin('run', join =>
      join.onRef('run.account_id', '=', 'p.account_id').onRef('run.id', '=', 'p.run_id'),
    )
    .select(['p.person_id', 'p.run_id', 'run.actor_id', 'run.scopes', 'run.input'])
    .where('p.account_id', '=', accountId)
    .where('p.started_in', 'is', null)
    .where('p.due_at', '<=', now)
    .orderBy('p.person_id')
    .limit(limit)
    .forUpdate('p')
    .skipLocked()
    .execute()
}

export async function markStarted(
  tx: Tx,
  accountId: string,
  { plannedIn, started, ids }: { plannedIn: string; started: string; ids: string[] },
): Promise<void> {
  await tx
    .updateTable('planned_inactivation')
    .set({ started_in: started })
    .where('account_id', '=', accountId)
    .where('run_id', '=', plannedIn)
    .where('person_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
}

/** The plans of people; with the reason of the run that was to carry one out and did not. */
export function plansOf(tx: Tx, accountId: string, personIds: string[]) {
  return tx
    .selectFrom('planned_inactivation as p')
    .leftJoin('run_item as i', join =>
      join
        .onRef('i.account_id', '=', 'p.account_id')
        .onRef('i.run_id', '=', 'p.started_in')
        .onRef('i.subject_id', '=', 'p.person_id'),
    )
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .select([
      'p.person_id',
      'p.due_at',
      'i.reason',
      sql<string>`to_char(p.due_at at time zone a.time_zone, 'YYYY-MM-DD')`.as('day'),
    ])
    .where('p.account_id', '=', accountId)
    .where('p.person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .modifyEnd(keepPlan)
    .execute()
}

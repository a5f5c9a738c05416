import { type Expression, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

/** Plans inactivations for the moment that a day begins where the account is; a plan that is there already gives way. */
export async function plan(
  tx: Tx,
  accountId: string,
  personIds: string[],
  { runId, day, timeZone }: { runId: string; day: string; timeZone: string },
): Promise<void> {
  await sql`
    insert into planned_inactivation (account_id, person_id, due_at, run_id)
    select ${accountId}::uuid, id, ${day}::date::timestamp at time zone ${timeZone}, ${runId}::uuid
    from unnest(${personIds}::uuid[]) id
    on conflict (account_id, person_id) do update set due_at = excluded.due_at, run_id = excluded.run_id, started_in = null
  `.execute(tx)
}

/** Calls off what is planned. @param of only what this run planned @returns whose plans there were */
export async function callOffPlans(
  tx: Tx,
  accountId: string,
  personIds: string[],
  of: { runId?: string } = {},
): Promise<string[]> {
  let plans = tx
    .deleteFrom('planned_inactivation')
    .where('account_id', '=', accountId)
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
  if (of.runId) plans = plans.where('run_id', '=', of.runId)
  return (await plans.returning('person_id').execute()).map(row => row.person_id)
}

export const isPlannedBy = (accountId: string, runId: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select from planned_inactivation p where p.account_id = ${accountId} and p.person_id = row.subject_id
    and p.run_id = ${runId} and p.started_in is null)`

export const isPlanned = (accountId: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select from planned_inactivation p where p.account_id = ${accountId} and p.person_id = row.subject_id)`

// ── calling off, and taking that back

/** Calls off what is planned, and remembers that this run did. @returns whose plans there were */
export async function callOffFor(
  tx: Tx,
  accountId: string,
  personIds: string[],
  runId: string,
): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    with off as (
      delete from planned_inactivation where account_id = ${accountId} and person_id = any(${personIds}::uuid[])
      returning person_id, due_at, run_id)
    insert into called_off_inactivation (account_id, run_id, person_id, due_at, planned_in)
    select ${accountId}::uuid, ${runId}::uuid, person_id, due_at, run_id from off
    returning person_id`.execute(tx)
  return rows.map(row => row.person_id)
}

/** The day that a run called off has begun by now. */
export const dayHasCome = (accountId: string, runId: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select from called_off_inactivation c where c.account_id = ${accountId} and c.run_id = ${runId}
    and c.person_id = row.subject_id and c.due_at <= now())`

/** Plans again what a run called off, as it was planned. */
export async function planAgain(
  tx: Tx,
  accountId: string,
  personIds: string[],
  runId: string,
): Promise<void> {
  await sql`
    insert into planned_inactivation (account_id, person_id, due_at, run_id)
    select account_id, person_id, due_at, planned_in from called_off_inactivation
    where account_id = ${accountId} and run_id = ${runId} and person_id = any(${personIds}::uuid[])
    on conflict do nothing`.execute(tx)
}

/** For the audit log: each with the day that was planned for them. */
export const dayPlannedForEach = (accountId: string, personIds: string[], runId: string) => sql<{
  person_id: string
  detail: unknown
}>`
  select c.person_id, jsonb_build_object('on', to_char(c.due_at at time zone a.time_zone, 'YYYY-MM-DD')) as detail
  from called_off_inactivation c join account a on a.id = c.account_id
  where c.account_id = ${accountId} and c.run_id = ${runId} and c.person_id = any(${personIds}::uuid[])`

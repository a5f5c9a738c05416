import { type Expression, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

/**
 * Inactivates people and keeps what they have; whoever is inactive already is left as they are. They are out of every
 * picker, their address is free for another, their pending invitation and a planned inactivation are over.
 */
export async function inactivate(
  tx: Tx,
  accountId: string,
  personIds: string[],
  runId: string,
): Promise<void> {
  const ids = sql`any(${personIds}::uuid[])`
  await sql`
    with gone as (
      update person_state set status = 'inactive', active_email = null, changed_at = clock_timestamp(), is_unconfirmed = false,
        invitation_state = case when invitation_state in ('waiting', 'sent', 'expired') then 'cancelled' else invitation_state end
      where account_id = ${accountId} and person_id = ${ids} and status = 'active'
      returning person_id, template_id, changed_at),
    plan as (
      delete from planned_inactivation where account_id = ${accountId} and person_id = ${ids}
      returning person_id, case when started_in = ${runId} then run_id end as run_id),
    on_project as (
      select person_id, jsonb_agg(jsonb_build_object('project', project_id, 'template', template_id)) as memberships
      from project_member where account_id = ${accountId} and person_id = ${ids} and ended_at is null group by 1),
    in_group as (
      select person_id, array_agg(group_id) as group_ids
      from distribution_group_member where account_id = ${accountId} and person_id = ${ids} group by 1)
    insert into inactivation (account_id, person_id, run_id, planned_in, left_at_version, template_id, memberships, group_ids)
    select ${accountId}::uuid, gone.person_id, ${runId}::uuid, plan.run_id, gone.changed_at, gone.template_id,
           coalesce(on_project.memberships, '[]'), coalesce(in_group.group_ids, '{}')
    from gone
    left join plan using (person_id) left join on_project using (person_id) left join in_group using (person_id)`.execute(
    tx,
  )
}

/** What cannot come back as it was: a project that is closed, by its name. */
export type ComingBack = { person_id: string; closed_projects: string | null }

/**
 * Brings inactive people back: status, template, project directories and groups as their inactivation kept them; of who
 * has no record of it, as things stand. What somebody changed while they were away stays changed.
 *
 * Right after a large run the planner does not know yet how much it left, and would walk all of it for each chunk. So what is
 * kept is looked up person by person (`offset 0`), found again where it lies (`ctid`; whoever changes it holds the lock of its
 * person), and a project that somebody is still on is asked for rather than left to the conflict, which would lock each row.
 *
 * @param by the run, another template than the kept one, and the only project that they come back to
 */
export async function reactivate(
  tx: Tx,
  accountId: string,
  personIds: string[],
  by: { runId: string; templateId?: string | undefined; projectId?: string | undefined },
): Promise<ComingBack[]> {
  const { runId, templateId = null, projectId = null } = by
  const { rows } = await sql<ComingBack>`
    with back as (
      update person_state s set
        status = 'active', changed_at = clock_timestamp(),
        template_id = case when s.kind = 'user' then coalesce(${templateId}::uuid, s.template_id) end,
        active_email = case when s.kind = 'user' and s.email_verdict in ('ok', 'suppressed') then p.email end
      from person p left join lateral (
        select i.ctid, i.memberships, i.group_ids from inactivation i
        where i.account_id = ${accountId} and i.person_id = p.id and i.ended_at is null offset 0) i on true
      where p.account_id = ${accountId} and p.id = any(${personIds}::uuid[])
        and s.account_id = p.account_id and s.person_id = p.id and s.status = 'inactive'
      returning s.person_id, s.changed_at, i.ctid as kept_at, coalesce(i.memberships, '[]') as memberships, coalesce(i.group_ids, '{}') as group_ids),
    ended as (
      update inactivation i set ended_at = now(), ended_in = ${runId}::uuid, ended_at_version = back.changed_at
      from back where i.account_id = ${accountId} and i.ctid = any(array(select kept_at from back)) and i.ctid = back.kept_at),
    kept as (
      select back.person_id, p.id as project_id, p.name, p.status, m.template as template_id
      from back cross join lateral jsonb_to_recordset(back.memberships) m(project uuid, template uuid)
      join project p on p.account_id = ${accountId} and p.id = m.project),
    on_project as (
      insert into project_member as m (account_id, project_id, person_id, template_id)
      select ${accountId}::uuid, project_id, person_id, template_id from kept
      where (${projectId}::uuid is null or project_id = ${projectId}::uuid)
        and (select m.ended_at is null from project_member m where m.account_id = ${accountId}
          and m.project_id = kept.project_id and m.person_id = kept.person_id) is not true
      on conflict (account_id, project_id, person_id) do update set ended_at = null, template_id = excluded.template_id
        where m.ended_at is not null),
    off_project as (
      update project_member m set ended_at = now() from back
      where ${projectId}::uuid is not null and m.account_id = ${accountId} and m.person_id = back.person_id
        and m.project_id <> ${projectId}::uuid and m.ended_at is null),
    off_group as (
      delete from distribution_group_member m using back
      where ${projectId}::uuid is not null and m.account_id = ${accountId} and m.person_id = back.person_id),
    in_group as (
      insert into distribution_group_member (account_id, group_id, person_id)
      select ${accountId}::uuid, g.id, back.person_id
      from back join distribution_group g on g.account_id = ${accountId} and g.id = any(back.group_ids)
      where ${projectId}::uuid is null
      on conflict do nothing)
    select back.person_id, string_agg(kept.name, ', ' order by kept.name) filter (where kept.status = 'closed') as closed_projects
    from back left join kept on kept.person_id = back.person_id and (${projectId}::uuid is null or kept.project_id = ${projectId}::uuid)
    group by 1`.execute(tx)
  return rows
}

/**
 * Who leaves again because their coming back is undone keeps what they had before it: also the projects and groups that they
 * did not come back to, and the template that gave way to another.
 */
export async function keepAsBefore(
  tx: Tx,
  accountId: string,
  personIds: string[],
  { undone, runId }: { undone: string; runId: string },
): Promise<void> {
  await sql`
    with before as (
      update inactivation i set memberships = old.memberships, group_ids = old.group_ids, template_id = old.template_id
      from inactivation old
      where old.account_id = ${accountId} and old.person_id = any(${personIds}::uuid[]) and old.ended_in = ${undone}
        and i.account_id = old.account_id and i.person_id = old.person_id and i.run_id = ${runId}
      returning i.person_id, i.template_id)
    update person_state s set template_id = before.template_id from before
    where s.account_id = ${accountId} and s.person_id = before.person_id and s.template_id is distinct from before.template_id
      and before.template_id is not null`.execute(tx)
}

/** The runs that inactivated people for this one: itself, and what it planned once that was due. */
export async function runsInactivatingFor(tx: Tx, accountId: string, runId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct run_id as id from inactivation where account_id = ${accountId} and planned_in = ${runId}`.execute(
    tx,
  )
  return [runId, ...rows.map(row => row.id)]
}

/**
 * Who the inactivation of a run left as they are now. `row` is the narrow row of a person. A query that yields a value: for
 * `exists` the planner would read the inactivations of everybody first, with each chunk anew.
 */
export const isAsLeftBy = (accountId: string, runId: string): Expression<SqlBool> =>
  sql<SqlBool>`coalesce((
    select i.left_at_version = row.changed_at and (i.run_id = ${runId} or i.planned_in is not distinct from ${runId})
    from inactivation i where i.account_id = ${accountId} and i.person_id = row.subject_id and i.ended_at is null), false)`

/** Who is as a run left them when it brought them back. */
export const isAsBroughtBackBy = (accountId: string, runId: string): Expression<SqlBool> =>
  sql<SqlBool>`coalesce((select true from inactivation i where i.account_id = ${accountId} and i.person_id = row.subject_id
    and i.ended_in = ${runId} and i.ended_at_version = row.changed_at limit 1), false)`

/** Another active user has the address that theirs would be again. */
export const hasAddressOfAnother = (accountId: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select from person p join person_state o on o.account_id = p.account_id and o.active_email = p.email
    where p.account_id = ${accountId} and p.id = row.subject_id and o.person_id <> p.id)`

export const companyIsInactive = (accountId: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select from company c
    where c.account_id = ${accountId} and c.id = row.company_id and c.status = 'inactive')`

/** Their personal data were erased: nobody comes back as an unnamed record. */
export const isErased = (accountId: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select from person p where p.account_id = ${accountId} and p.id = row.subject_id
    and p.erased_at is not null)`

/** The template that they had is given to nobody any more. */
export const templateIsArchived = (accountId: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select from permission_template t where t.account_id = ${accountId} and t.id = row.template_id
    and t.archived_at is not null)`

/** Of people with the same address, all but the first: two of them cannot be active users. @returns whom */
export async function sharingAddress(tx: Tx, accountId: string, personIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with twice as materialized (
      select email from person where account_id = ${accountId} and id = any(${personIds}::uuid[]) group by 1 having count(*) > 1)
    select p.id from twice join person p on p.email = twice.email
    where p.account_id = ${accountId} and p.id = any(${personIds}::uuid[]) and exists (
      select from person o join person_state s on s.account_id = o.account_id and s.person_id = o.id
      where o.account_id = p.account_id and coalesce(o.email, '') = p.email and s.email_verdict in ('ok', 'suppressed')
        and o.id = any(${personIds}::uuid[]) and o.id < p.id)`.execute(tx)
  return rows.map(row => row.id)
}

/** Those of these who are active users here. */
export async function activeUsersAmong(tx: Tx, accountId: string, ids: string[]): Promise<string[]> {
  if (!ids.length) return []
  const rows = await tx
    .selectFrom('state_row as row')
    .select('row.person_id')
    .where('row.account_id', '=', accountId)
    .where('row.kind', '=', 'user')
    .where('row.status', '=', 'active')
    .where('row.person_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return rows.map(row => row.person_id)
}

/** Whether a day is yet to begin where the account is. @param day as 2026-12-01 */
export async function isDayAhead(tx: Tx, accountId: string, day: string): Promise<boolean> {
  const { rows } = await sql<{ ahead: boolean }>`
    select ${day}::date > (now() at time zone time_zone)::date as ahead from account where id = ${accountId}`.execute(
    tx,
  )
  return rows[0]?.ahead === true
}

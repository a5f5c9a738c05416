import { type Expression, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { type Actor, may } from '../permissions/index.ts'

/**
 * Nobody of those who act may give this template: it is none of the account for users, archived, or for who is no company
 * Admin out of reach.
 */
const isNotGiven = (actor: Actor, templateId: Expression<unknown>) => sql<SqlBool>`not exists (
  select from permission_template t where t.account_id = ${actor.accountId} and t.id = ${templateId}
    and t.scope = 'company' and t.archived_at is null
    and (${may(actor, 'directory.assign-any-template')} or (t.is_assignable and t.directory_level <> 'admin')))`

export const mayNotGive = (actor: Actor, templateId: string): Expression<SqlBool> =>
  isNotGiven(actor, sql`${templateId}::uuid`)

/** For the audit log, before `setTemplate`: each person with the template that they have until then. */
export const templateChangeOfEach = (
  accountId: string,
  personIds: string[],
  { templateId, template }: { templateId: string; template: string },
) => sql<{ person_id: string; detail: unknown }>`
  select s.person_id,
         jsonb_build_object('templateId', ${templateId}::text, 'template', ${template}::text, 'from', t.name) as detail
  from person_state s
  left join permission_template t on t.account_id = s.account_id and t.id = s.template_id
  where s.account_id = ${accountId} and s.person_id = any(${personIds}::uuid[])`

/** Gives people a template, and remembers from which run they have it and which they had. */
export async function setTemplate(
  tx: Tx,
  accountId: string,
  personIds: string[],
  { templateId, runId }: { templateId: string; runId: string },
): Promise<void> {
  await sql`
    with old as (
      select person_id, template_id from person_state
      where account_id = ${accountId} and person_id = any(${personIds}::uuid[])),
    remembered as (
      insert into template_change (account_id, run_id, person_id, from_template_id)
      select ${accountId}::uuid, ${runId}::uuid, person_id, template_id from old where template_id is not null
      on conflict do nothing)
    update person_state s set template_id = ${templateId}, changed_at = clock_timestamp()
    from old where s.account_id = ${accountId} and s.person_id = old.person_id`.execute(tx)
}

// ── undoing

/** The template that a run took from the judged person. */
const takenBy = (accountId: string, runId: string) => sql`(
  select c.from_template_id from template_change c
  where c.account_id = ${accountId} and c.run_id = ${runId} and c.person_id = row.subject_id)`

export const formerIsArchived = (
  accountId: string,
  runId: string,
): Expression<SqlBool> => sql<SqlBool>`exists (
  select from permission_template t where t.account_id = ${accountId} and t.id = ${takenBy(accountId, runId)}
    and t.archived_at is not null)`

export const mayNotGiveBack = (actor: Actor, runId: string): Expression<SqlBool> =>
  isNotGiven(actor, takenBy(actor.accountId, runId))

/** For the audit log, before `giveBackTemplates`. */
export const templateGivenBackToEach = (accountId: string, personIds: string[], runId: string) => sql<{
  person_id: string
  detail: unknown
}>`
  select c.person_id, jsonb_build_object('templateId', former.id, 'template', former.name, 'from', t.name) as detail
  from template_change c
  join permission_template former on former.account_id = c.account_id and former.id = c.from_template_id
  join person_state s on s.account_id = c.account_id and s.person_id = c.person_id
  join permission_template t on t.account_id = s.account_id and t.id = s.template_id
  where c.account_id = ${accountId} and c.run_id = ${runId} and c.person_id = any(${personIds}::uuid[])`

/** Gives people the template back that a run took from them. */
export async function giveBackTemplates(
  tx: Tx,
  accountId: string,
  personIds: string[],
  runId: string,
): Promise<void> {
  await sql`
    update person_state s set template_id = c.from_template_id, changed_at = clock_timestamp() from template_change c
    where c.account_id = ${accountId} and c.run_id = ${runId} and c.person_id = any(${personIds}::uuid[])
      and s.account_id = c.account_id and s.person_id = c.person_id`.execute(tx)
}

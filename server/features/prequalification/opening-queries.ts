import { sql } from 'kysely'
import type { FormState, QualificationStatus } from '../../../contract/prequalification/statuses.ts'
import type { Tx } from '../../db/connect.ts'
import { wasWrittenTo } from './respondent-queries.ts'

/** What is to be known of a company before its users are invited. */
export type CompanyToAsk = {
  companyId: string
  status: QualificationStatus
  decisionId: string | null
  formId: string | null
  formState: FormState | null
  formRunId: string | null
  round: number
  /** One of the people was sent an invitation by this company's solicitor before. */
  wasInvited: boolean
}

/**
 * Takes the prequalifications of these people's companies for this transaction, in the order of ids, making those that
 * there are not yet.
 */
export async function lockCompaniesOf(
  tx: Tx,
  accountId: string,
  personIds: string[],
): Promise<CompanyToAsk[]> {
  const companies = sql`
    select distinct s.company_id from person_state s
    where s.account_id = ${accountId} and s.person_id = any(${personIds}::uuid[]) and s.company_id is not null`
  await sql`
    insert into prequalification (account_id, company_id, sort_name, trades)
    select c.account_id, c.id, c.sort_name, (select coalesce(array_agg(fold(trade)), '{}') from unnest(c.trades) trade)
    from company c where c.account_id = ${accountId} and c.id in (${companies})
    order by c.id on conflict do nothing`.execute(tx)
  await sql`
    select from prequalification where account_id = ${accountId} and company_id in (${companies})
    order by company_id for update`.execute(tx)
  const { rows } = await sql<CompanyToAsk>`
    select p.company_id as "companyId", p.status, p.decision_id as "decisionId", p.form_id as "formId",
           f.state as "formState", f.run_id as "formRunId",
           coalesce((select max(round) from company_form o where o.account_id = p.account_id and o.company_id = p.company_id), 0) as round,
           exists (select from respondent r where r.account_id = p.account_id and r.company_id = p.company_id
                     and r.person_id = any(${personIds}::uuid[]) and ${wasWrittenTo}) as "wasInvited"
    from prequalification p
    left join company_form f on f.account_id = p.account_id and f.id = p.form_id
    where p.account_id = ${accountId} and p.company_id in (${companies})
    order by p.company_id`.execute(tx)
  return rows
}

export type NewForm = {
  id: string
  companyId: string
  round: number
  previousId: string | null
  previousDecisionId: string | null
}

export type Opening = {
  formVersion: number
  invitedBy: string
  runId: string | null
  dueDays: number
  /** Whether the status goes back to Not Assigned. */
  resetsStatus: boolean
}

/**
 * Opens the next form of each company and makes it the current one. Answers start from the latest that somebody gave to each
 * of its questions, in whichever form: not from what a form that was called back had only carried over, and not from what
 * was taken back. An unsubmitted form before it is cancelled, with all that is in it.
 */
export async function insertForms(
  tx: Tx,
  accountId: string,
  forms: NewForm[],
  opening: Opening,
): Promise<void> {
  if (!forms.length) return
  const column = (name: keyof NewForm) => forms.map(form => form[name])
  await sql`
    insert into company_form (account_id, id, company_id, round, form_version, invited_by, run_id, previous_id, previous_decision_id, due_at)
    select ${accountId}::uuid, n.id, n.company_id, n.round, ${opening.formVersion}, ${opening.invitedBy}, ${opening.runId}::uuid,
           n.previous_id, n.decision_id, now() + make_interval(days => ${opening.dueDays})
    from unnest(${column('id')}::uuid[], ${column('companyId')}::uuid[], ${column('round')}::int[],
                ${column('previousId')}::uuid[], ${column('previousDecisionId')}::uuid[])
         n(id, company_id, round, previous_id, decision_id)`.execute(tx)
  await sql`
    update company_form set state_before = state, state = 'cancelled'
    where account_id = ${accountId} and id = any(${column('previousId')}::uuid[])
      and state in ('invited', 'in_progress', 'changes_requested')`.execute(tx)
  await sql`
    insert into answer (account_id, form_id, question_id, value, is_carried, answered_by, answered_at)
    select ${accountId}::uuid, latest.form_id, latest.question_id, latest.value, true, latest.answered_by, latest.answered_at
    from (
    select distinct on (n.id, a.question_id) n.id as form_id, a.question_id, a.value, a.answered_by, a.answered_at
    from unnest(${column('id')}::uuid[], ${column('companyId')}::uuid[]) n(id, company_id)
    join company_form f on f.account_id = ${accountId} and f.company_id = n.company_id and f.id <> n.id
    join answer a on a.account_id = f.account_id and a.form_id = f.id
    where not a.is_carried and a.question_id in (
      select q ->> 'id' from form_version v, jsonb_array_elements(v.form -> 'categories') c, jsonb_array_elements(c -> 'questions') q
      where v.account_id = ${accountId} and v.version = ${opening.formVersion})
    order by n.id, a.question_id, f.round desc) latest
    where latest.value <> 'null'::jsonb`.execute(tx)
  await sql`
    update prequalification p set form_id = f.id, form_state = 'invited', due_at = f.due_at, changed_at = clock_timestamp(),
      status = case when ${opening.resetsStatus}::bool then 'not_assigned' else p.status end,
      expires_on = case when ${opening.resetsStatus}::bool then null else p.expires_on end,
      decision_id = case when ${opening.resetsStatus}::bool then null else p.decision_id end
    from company_form f
    where p.account_id = ${accountId} and f.account_id = p.account_id and f.company_id = p.company_id
      and f.id = any(${column('id')}::uuid[])`.execute(tx)
  // Whom an earlier step of the same run had join the form before is asked for this one.
  if (opening.runId)
    await sql`
      update respondent r set form_id = f.id from company_form f
      where r.account_id = ${accountId} and r.run_id = ${opening.runId} and r.state in ('waiting', 'sent', 'unconfirmed')
        and f.account_id = r.account_id and f.company_id = r.company_id and f.id = any(${column('id')}::uuid[])
        and r.form_id <> f.id`.execute(tx)
}

/** For what is shown of the answers carried over, before anybody touches them. */
export function carriedAnswers(tx: Tx, accountId: string, formIds: string[]) {
  return tx
    .selectFrom('answer')
    .select(['form_id', 'question_id', 'value'])
    .where('account_id', '=', accountId)
    .where('form_id', '=', sql<string>`any(${formIds}::uuid[])`)
    .execute()
}

export async function setPercents(
  tx: Tx,
  accountId: string,
  forms: { id: string; percent: number }[],
): Promise<void> {
  if (!forms.length) return
  await sql`
    update company_form f set percent = n.percent
    from unnest(${forms.map(form => form.id)}::uuid[], ${forms.map(form => form.percent)}::smallint[]) n(id, percent)
    where f.account_id = ${accountId} and f.id = n.id`.execute(tx)
}

export type NewRespondent = { id: string; personId: string; stopSha256: Buffer }

/**
 * Invites each of these people to the current form of their company. Who was invited to it before (their message did not
 * arrive) is invited again in the same row.
 *
 * @returns the id of each one's row
 */
export async function insertRespondents(
  tx: Tx,
  accountId: string,
  people: NewRespondent[],
  by: { invitedBy: string; runId: string | null },
): Promise<{ id: string; personId: string }[]> {
  const { rows } = await sql<{ id: string; personId: string }>`
    insert into respondent (account_id, id, form_id, company_id, person_id, invited_by, run_id, stop_sha256)
    select s.account_id, n.id, p.form_id, p.company_id, s.person_id, ${by.invitedBy}, ${by.runId}::uuid, n.stop
    from unnest(${people.map(one => one.id)}::uuid[], ${people.map(one => one.personId)}::uuid[],
                ${people.map(one => one.stopSha256)}::bytea[]) n(id, person_id, stop)
    join person_state s on s.account_id = ${accountId} and s.person_id = n.person_id
    join prequalification p on p.account_id = s.account_id and p.company_id = s.company_id
    on conflict (account_id, form_id, person_id) do update
      set state = 'waiting', invited_by = excluded.invited_by, run_id = excluded.run_id, error_reason = null,
          invited_at = now(), next_reminder_at = null
    returning id, person_id as "personId"`.execute(tx)
  await sql`
    update person_state set changed_at = clock_timestamp()
    where account_id = ${accountId} and person_id = any(${people.map(one => one.personId)}::uuid[])`.execute(
    tx,
  )
  return rows
}

/** Of these people, who was never invited to join. */
export async function neverInvitedOf(tx: Tx, accountId: string, personIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.person_id as id from person_state s
    where s.account_id = ${accountId} and s.person_id = any(${personIds}::uuid[]) and not s.was_ever_sent
      and s.invitation_state not in ('waiting', 'sent', 'accepted', 'expired')
    order by s.person_id`.execute(tx)
  return rows.map(row => row.id)
}

export type NewEvent = {
  companyId: string
  formId: string | null
  event: string
  params: Record<string, string | number>
}

/** Puts what happened into the companies' history. @param actorId null where the installation itself acts */
export async function insertEvents(
  tx: Tx,
  accountId: string,
  actorId: string | null,
  events: (NewEvent & { id: string })[],
): Promise<void> {
  if (!events.length) return
  await sql`
    insert into prequalification_event (account_id, id, company_id, form_id, event, actor_id, params)
    select ${accountId}::uuid, n.id, n.company_id, n.form_id, n.event, ${actorId}::uuid, n.params
    from unnest(${events.map(one => one.id)}::uuid[], ${events.map(one => one.companyId)}::uuid[],
                ${events.map(one => one.formId)}::uuid[], ${events.map(one => one.event)}::text[],
                ${events.map(one => JSON.stringify(one.params))}::jsonb[]) n(id, company_id, form_id, event, params)`.execute(
    tx,
  )
}

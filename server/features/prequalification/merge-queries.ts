import { sql } from 'kysely'
import type { FormState, ShownStatus } from '../../../contract/prequalification/statuses.ts'
import type { Tx } from '../../db/connect.ts'

/** What is to be known of a company's prequalification before it becomes part of another's. */
export type Found = {
  companyId: string
  name: string
  status: ShownStatus
  expiresOn: string | null
  formId: string | null
  formState: FormState
  rounds: number
  changedAt: Date
}

/** In the order of ids, so that two merges, or a merge and a run that opens forms, wait for one another. */
export async function lockPrequalifications(tx: Tx, accountId: string, companyIds: string[]): Promise<void> {
  await sql`
    select from prequalification where account_id = ${accountId} and company_id = any(${companyIds}::uuid[])
    order by company_id for update`.execute(tx)
}

export async function prequalificationsOf(tx: Tx, accountId: string, companyIds: string[]): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select p.company_id as "companyId", c.name, p.expires_on::text as "expiresOn", p.form_id as "formId", p.form_state as "formState",
           p.changed_at as "changedAt",
           case when p.expires_on < (now() at time zone a.time_zone)::date then 'expired' else p.status::text end as status,
           (select count(*)::int from company_form f where f.account_id = p.account_id and f.company_id = p.company_id) as rounds
    from prequalification p
    join company c on c.account_id = p.account_id and c.id = p.company_id
    join account a on a.id = p.account_id
    where p.account_id = ${accountId} and p.company_id = any(${companyIds}::uuid[])
    order by p.company_id`.execute(tx)
  return rows
}

/** A form in whose place another goes on, with all that is in it. */
export async function closeForm(tx: Tx, accountId: string, formId: string): Promise<void> {
  await sql`
    update company_form set state_before = state, state = 'cancelled'
    where account_id = ${accountId} and id = ${formId}
      and state in ('invited', 'in_progress', 'changes_requested', 'submitted')`.execute(tx)
}

/** Rounds beyond every one that there is, for the moment in which they are counted anew. */
const outOfTheWay = 1_000_000

/**
 * Counts the forms of both companies as rounds of one, as they were opened; the current form is the last. Of a run that asked
 * both, only the form of the company that stays is still that run's.
 */
export async function joinRounds(
  tx: Tx,
  accountId: string,
  { fromId, intoId, lastFormId }: { fromId: string; intoId: string; lastFormId: string | null },
): Promise<void> {
  await sql`
    insert into prequalification (account_id, company_id, sort_name, trades)
    select c.account_id, c.id, c.sort_name, (select coalesce(array_agg(fold(trade)), '{}') from unnest(c.trades) trade)
    from company c where c.account_id = ${accountId} and c.id = ${intoId} on conflict do nothing`.execute(tx)
  await sql`
    update company_form f set round = f.round + ${outOfTheWay},
      run_id = case when f.company_id = ${fromId} and exists (
        select from company_form o where o.account_id = f.account_id and o.company_id = ${intoId} and o.run_id = f.run_id)
        then null else f.run_id end
    where f.account_id = ${accountId} and f.company_id in (${fromId}, ${intoId})`.execute(tx)
  await sql`
    update company_form f set company_id = ${intoId}, round = counted.round
    from (select id, row_number() over (order by id = ${lastFormId}::uuid, created_at, id) as round
          from company_form where account_id = ${accountId} and company_id in (${fromId}, ${intoId})) counted
    where f.account_id = ${accountId} and f.id = counted.id`.execute(tx)
}

/** Decisions, invitations, files and history of the one are those of the other. */
export async function repoint(tx: Tx, accountId: string, fromId: string, intoId: string): Promise<void> {
  for (const table of [
    'qualification_decision',
    'respondent',
    'answer_file',
    'prequalification_event',
  ] as const)
    await tx
      .updateTable(table)
      .set({ company_id: intoId })
      .where('account_id', '=', accountId)
      .where('company_id', '=', fromId)
      .execute()
}

/** Who was asked for the form that does not go on is asked for the one that does, and reminded of it. */
export async function keepInvited(
  tx: Tx,
  accountId: string,
  closedFormId: string,
  formId: string,
): Promise<void> {
  await sql`
    update respondent r set form_id = ${formId}
    where r.account_id = ${accountId} and r.form_id = ${closedFormId} and r.state not in ('cancelled', 'ended')
      and not exists (select from respondent o where o.account_id = r.account_id and o.form_id = ${formId} and o.person_id = r.person_id)`.execute(
    tx,
  )
}

/** The company that stays has the status, the decision and the form of one of the two, and a primary contact of either. */
export async function goOnWith(
  tx: Tx,
  accountId: string,
  { fromId, intoId, leadingId }: { fromId: string; intoId: string; leadingId: string },
): Promise<void> {
  await sql`
    update prequalification p set status = l.status, expires_on = l.expires_on, decision_id = l.decision_id, form_id = l.form_id,
      form_state = l.form_state, due_at = l.due_at, noticed_at = l.noticed_at, changed_at = clock_timestamp(),
      primary_contact_id = coalesce(l.primary_contact_id, p.primary_contact_id, gone.primary_contact_id)
    from prequalification l, prequalification gone
    where p.account_id = ${accountId} and p.company_id = ${intoId} and l.account_id = p.account_id and l.company_id = ${leadingId}
      and gone.account_id = p.account_id and gone.company_id = ${fromId}`.execute(tx)
}

export async function removePrequalification(tx: Tx, accountId: string, companyId: string): Promise<void> {
  await tx
    .deleteFrom('prequalification')
    .where('account_id', '=', accountId)
    .where('company_id', '=', companyId)
    .execute()
}

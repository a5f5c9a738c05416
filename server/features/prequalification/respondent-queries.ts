import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import { keepPlan } from '../../db/kept-plans.ts'

/** Somebody may still be written to and let in about their company's form. Over `r` of respondent. */
const isRespondent = sql`exists (
  select from person_state s where s.account_id = r.account_id and s.person_id = r.person_id
    and s.status = 'active' and s.company_id = r.company_id)`

/** Message `m` is of the last time that they were asked: whoever could not be reached may have been asked anew since. Over `r` too. */
const isOfLastAsking = sql`m.created_at >= r.invited_at`

/**
 * Somebody was written to about their company's form, so that asking them is asking anew. Whom the message about the form that is
 * open now never reached is still to be asked about that one: trying again after a failure opens no further form. Over `r` of
 * respondent.
 */
export const wasWrittenTo: RawBuilder<SqlBool> = sql<SqlBool>`(
  r.sent_at is not null and r.state <> 'ended' and not exists (
    select from prequalification current_one
    join company_form f on f.account_id = current_one.account_id and f.id = current_one.form_id
      and f.state in ('invited', 'in_progress', 'changes_requested')
    join respondent missed on missed.account_id = f.account_id and missed.form_id = f.id and missed.person_id = r.person_id
      and missed.sent_at is null and missed.state in ('error', 'cancelled')
    where current_one.account_id = r.account_id and current_one.company_id = r.company_id))`

/** The fence's look at message `m`: the invitation still waits for it. */
export const stillToAsk: RawBuilder<SqlBool> = sql<SqlBool>`exists (
  select from respondent r where r.account_id = m.account_id and r.id = m.invitation_id and r.state = 'waiting'
    and ${isOfLastAsking} and ${isRespondent})`

/** The same for reminders and change requests: the form is still open, and nobody stopped them. */
export const stillToRemind: RawBuilder<SqlBool> = sql<SqlBool>`exists (
  select from respondent r join company_form f on f.account_id = r.account_id and f.id = r.form_id
  where r.account_id = m.account_id and r.id = m.invitation_id and r.state in ('sent', 'unconfirmed')
    and ${isOfLastAsking} and ${isRespondent}
    and case m.kind when 'prequalification-changes' then f.state = 'changes_requested'
        else f.state in ('invited', 'in_progress', 'changes_requested') and r.reminders_stopped_at is null end)`

/** The fence's look at a notice: they are still there to read it. */
export const stillThere: RawBuilder<SqlBool> = sql<SqlBool>`exists (
  select from person_state s where s.account_id = m.account_id and s.person_id = m.person_id and s.status = 'active')`

/** Those of them that still say what became of whom they were to: these were not asked anew since. */
export async function ofLastAsking<Of extends { id: string }>(
  tx: Tx,
  accountId: string,
  messages: Of[],
): Promise<Of[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from message m join respondent r on r.account_id = m.account_id and r.id = m.invitation_id
    where m.account_id = ${accountId} and m.id = any(${messages.map(message => message.id)}::uuid[])
      and ${isOfLastAsking} ${keepPlan}`.execute(tx)
  const ids = new Set(rows.map(row => row.id))
  return messages.filter(message => ids.has(message.id))
}

/** Their message was accepted: the clock of reminders starts. @param reminderDays null for none */
export async function markAsked(
  tx: Tx,
  accountId: string,
  respondentIds: string[],
  reminderDays: number | null,
): Promise<void> {
  await sql`
    update respondent set state = case when state in ('waiting', 'unconfirmed') then 'sent' else state end, sent_at = now(),
      next_reminder_at = case when state in ('waiting', 'unconfirmed') then now() + make_interval(days => ${reminderDays}::int) end
    where account_id = ${accountId} and id = any(${respondentIds}::uuid[])`.execute(tx)
}

/** Their message did not go out, or came back: they were not asked, and are not reminded. */
export async function markNotAsked(
  tx: Tx,
  accountId: string,
  failed: { id: string; reason: string }[],
): Promise<void> {
  await sql`
    update respondent r set state = 'error', error_reason = f.reason, next_reminder_at = null
    from unnest(${failed.map(one => one.id)}::uuid[], ${failed.map(one => one.reason)}::text[]) f(id, reason)
    where r.account_id = ${accountId} and r.id = f.id and r.state in ('waiting', 'unconfirmed', 'sent')`.execute(
    tx,
  )
}

/** @param becomes of those that waited for their message */
export async function settleWaiting(
  tx: Tx,
  accountId: string,
  respondentIds: string[],
  becomes: 'unconfirmed' | 'cancelled',
): Promise<void> {
  await sql`
    update respondent set state = case when ${becomes} = 'cancelled' and sent_at is not null then 'sent' else ${becomes}::respondent_state end
    where account_id = ${accountId} and id = any(${respondentIds}::uuid[]) and state = 'waiting'`.execute(tx)
}

export async function countReminded(tx: Tx, accountId: string, respondentIds: string[]): Promise<void> {
  await tx
    .updateTable('respondent')
    .set({ reminders_sent: sql`reminders_sent + 1` })
    .where('account_id', '=', accountId)
    .where('id', '=', sql<string>`any(${respondentIds}::uuid[])`)
    .execute()
}

/** Of these people, who was ever asked about the company that they are of now. */
export async function invitedBefore(
  tx: Tx,
  accountId: string,
  personIds: string[],
): Promise<Map<string, { wasSent: boolean; isWaiting: boolean }>> {
  const { rows } = await sql<{ id: string; wasSent: boolean; isWaiting: boolean }>`
    select r.person_id as id, bool_or(${wasWrittenTo}) as "wasSent", bool_or(r.state = 'waiting') as "isWaiting"
    from respondent r join person_state s on s.account_id = r.account_id and s.person_id = r.person_id and s.company_id = r.company_id
    where r.account_id = ${accountId} and r.person_id = any(${personIds}::uuid[])
    group by r.person_id ${keepPlan}`.execute(tx)
  return new Map(rows.map(row => [row.id, row]))
}

export async function companyNameOf(
  tx: Tx,
  accountId: string,
  personId: string,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('person_state as s')
    .innerJoin('company as c', join =>
      join.onRef('c.account_id', '=', 's.account_id').onRef('c.id', '=', 's.company_id'),
    )
    .select('c.name')
    .where('s.account_id', '=', accountId)
    .where('s.person_id', '=', personId)
    .executeTakeFirst()
  return row?.name
}

/** Ends what is pending for users who are being inactivated: no way in, no reminder. */
export async function endRespondents(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  await sql`
    update respondent set state = 'ended', next_reminder_at = null, error_reason = null
    where account_id = ${accountId} and person_id = any(${personIds}::uuid[]) and state not in ('cancelled', 'ended')`.execute(
    tx,
  )
}

/** Forms that a run opened, that nobody has begun, and whose invitations were all called back: everything is as it was. */
export async function undoForms(
  tx: Tx,
  accountId: string,
  runId: string,
): Promise<{ companyId: string; formId: string }[]> {
  await sql`
    select from prequalification p join company_form f on f.account_id = p.account_id and f.id = p.form_id
    where p.account_id = ${accountId} and f.run_id = ${runId} order by p.company_id for update of p`.execute(
    tx,
  )
  const { rows } = await sql<{ companyId: string; formId: string }>`
    with undone as (
      update company_form f set state_before = f.state, state = 'cancelled'
      where f.account_id = ${accountId} and f.run_id = ${runId} and f.state = 'invited'
        and not exists (select from answer a where a.account_id = f.account_id and a.form_id = f.id and not a.is_carried)
        and not exists (select from respondent r where r.account_id = f.account_id and r.form_id = f.id and r.state not in ('cancelled', 'ended'))
      returning f.id, f.company_id, f.previous_id, f.previous_decision_id),
    reopened as (
      update company_form f set state = f.state_before, state_before = null
      from undone where f.account_id = ${accountId} and f.id = undone.previous_id and f.state = 'cancelled')
    update prequalification p set form_id = undone.previous_id, changed_at = clock_timestamp(),
      form_state = coalesce(old.state_before, old.state, 'invited'), due_at = old.due_at,
      decision_id = coalesce(p.decision_id, d.id), status = case when p.decision_id is null and d.id is not null then d.status else p.status end,
      expires_on = case when p.decision_id is null and d.id is not null then d.expires_on else p.expires_on end
    from undone
    left join company_form old on old.account_id = ${accountId} and old.id = undone.previous_id
    left join qualification_decision d on d.account_id = ${accountId} and d.id = undone.previous_decision_id
    where p.account_id = ${accountId} and p.company_id = undone.company_id and p.form_id = undone.id
    returning p.company_id as "companyId", undone.id as "formId"`.execute(tx)
  return rows
}

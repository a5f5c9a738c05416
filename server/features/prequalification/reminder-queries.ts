import { sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { FormState, RespondentState } from '../../db/schema.ts'

export async function accountsWithDuePrequalifications(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from accounts_with_due_prequalifications(${now}) as id`.execute(db)
  return rows.map(row => row.id)
}

export type DueReminder = {
  id: string
  personId: string
  invitedBy: string
  state: RespondentState
  decided: number
  isStopped: boolean
  formState: FormState
  isCurrent: boolean
  isActive: boolean
  isOfCompany: boolean
  dueAt: Date
  /** Theirs, where they have one. */
  timeZone: string | null
}

/** Takes respondents whose next reminder is to be decided, with what decides it. */
export async function takeDueReminders(
  tx: Tx,
  accountId: string,
  now: Date,
  limit: number,
): Promise<DueReminder[]> {
  const { rows } = await sql<DueReminder>`
    select r.id, r.person_id as "personId", r.invited_by as "invitedBy", r.state, r.reminders_decided as decided,
           r.reminders_stopped_at is not null as "isStopped", f.state as "formState", p.form_id = f.id as "isCurrent",
           s.status = 'active' as "isActive", s.company_id is not distinct from r.company_id as "isOfCompany",
           r.next_reminder_at as "dueAt", person.time_zone as "timeZone"
    from respondent r
    join company_form f on f.account_id = r.account_id and f.id = r.form_id
    join prequalification p on p.account_id = r.account_id and p.company_id = r.company_id
    join person_state s on s.account_id = r.account_id and s.person_id = r.person_id
    join person on person.account_id = r.account_id and person.id = r.person_id
    where r.account_id = ${accountId} and r.next_reminder_at <= ${now}
    order by r.next_reminder_at limit ${limit} for update of r skip locked`.execute(tx)
  return rows
}

export async function scheduleReminders(
  tx: Tx,
  accountId: string,
  decided: { id: string; count: number; nextAt: Date | null }[],
): Promise<void> {
  await sql`
    update respondent r set reminders_decided = d.count, next_reminder_at = d.next_at
    from unnest(${decided.map(one => one.id)}::uuid[], ${decided.map(one => one.count)}::smallint[],
                ${decided.map(one => one.nextAt)}::timestamptz[]) d(id, count, next_at)
    where r.account_id = ${accountId} and r.id = d.id`.execute(tx)
}

export async function respondentWithStopSecret(
  db: Db,
  sha256: Buffer,
): Promise<{ accountId: string; respondentId: string } | undefined> {
  const { rows } = await sql<{ accountId: string; respondentId: string }>`
    select account_id as "accountId", respondent_id as "respondentId" from respondent_with_stop_secret(${sha256})`.execute(
    db,
  )
  return rows[0]
}

export function respondentRow(tx: Tx, accountId: string, id: string) {
  return tx
    .selectFrom('respondent')
    .select(['person_id', 'reminders_stopped_at'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

/** @returns whether they were not stopped before */
export async function stopReminders(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('respondent')
    .set({ reminders_stopped_at: sql`now()`, next_reminder_at: null })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('reminders_stopped_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}

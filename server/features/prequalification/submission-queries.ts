import { sql } from 'kysely'
import type { QualificationStatus } from '../../../contract/prequalification/statuses.ts'
import type { Tx } from '../../db/connect.ts'

export type SubmissionRow = NonNullable<Awaited<ReturnType<typeof submissionRow>>>

/** A form of any company of the account, as the solicitor reads it. */
export function submissionRow(tx: Tx, accountId: string, formId: string) {
  return tx
    .selectFrom('company_form as f')
    .innerJoin('company as c', join =>
      join.onRef('c.account_id', '=', 'f.account_id').onRef('c.id', '=', 'f.company_id'),
    )
    .innerJoin('form_version as v', join =>
      join.onRef('v.account_id', '=', 'f.account_id').onRef('v.version', '=', 'f.form_version'),
    )
    .leftJoin('person as by', join =>
      join.onRef('by.account_id', '=', 'f.account_id').onRef('by.id', '=', 'f.submitted_by'),
    )
    .select([
      'f.id',
      'f.company_id',
      'f.state',
      'f.round',
      'f.form_version',
      'f.previous_id',
      'f.submitted_at',
      'f.submitted_by',
      'v.form',
      'c.name as company_name',
      sql<string | null>`trim(by.first_name || ' ' || by.last_name)`.as('submitter_name'),
    ])
    .where('f.account_id', '=', accountId)
    .where('f.id', '=', formId)
    .executeTakeFirst()
}

/** The submitted form of a company before this one. */
export function submittedBefore(tx: Tx, accountId: string, companyId: string, round: number) {
  return tx
    .selectFrom('company_form')
    .select(['id', 'round'])
    .where('account_id', '=', accountId)
    .where('company_id', '=', companyId)
    .where('round', '<', round)
    .where('submitted_at', 'is not', null)
    .orderBy('round', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Takes a company's prequalification and its current form for this transaction. */
export function takePrequalification(tx: Tx, accountId: string, companyId: string) {
  return tx
    .selectFrom('prequalification as p')
    .leftJoin('company_form as f', join =>
      join.onRef('f.account_id', '=', 'p.account_id').onRef('f.id', '=', 'p.form_id'),
    )
    .leftJoin('form_version as v', join =>
      join.onRef('v.account_id', '=', 'f.account_id').onRef('v.version', '=', 'f.form_version'),
    )
    .select(['p.company_id', 'p.form_id', 'p.form_state', 'p.status', 'p.changed_at', 'f.round', 'v.form'])
    .where('p.account_id', '=', accountId)
    .where('p.company_id', '=', companyId)
    .forUpdate('p')
    .executeTakeFirst()
}

export type NewDecision = {
  id: string
  company_id: string
  form_id: string | null
  status: QualificationStatus
  expires_on: string | null
  single_project_limit: string | null
  aggregate_limit: string | null
  currency: string
  exceptions: string | null
  notes: string | null
  decided_by: string
}

/** Puts a decision beside those before it and makes it the one that holds; what was submitted is reviewed by it. */
export async function insertDecision(tx: Tx, accountId: string, decision: NewDecision): Promise<void> {
  await tx
    .insertInto('qualification_decision')
    .values({ account_id: accountId, ...decision })
    .execute()
  await sql`
    update prequalification set status = ${decision.status}, expires_on = ${decision.expires_on}::date, noticed_at = null,
      decision_id = case when ${decision.status} = 'not_assigned' then null else ${decision.id}::uuid end,
      form_state = case form_state when 'submitted' then 'reviewed' else form_state end, changed_at = clock_timestamp()
    where account_id = ${accountId} and company_id = ${decision.company_id}`.execute(tx)
  await tx
    .updateTable('company_form')
    .set({ state: 'reviewed' })
    .where('account_id', '=', accountId)
    .where('id', '=', decision.form_id ?? '00000000-0000-0000-0000-000000000000')
    .where('state', '=', 'submitted')
    .execute()
}

/** Who is to be told about the current form of a company: whose message arrived and who still has access. */
export function respondentsToTell(tx: Tx, accountId: string, formId: string) {
  return tx
    .selectFrom('respondent')
    .select(['id', 'person_id'])
    .where('account_id', '=', accountId)
    .where('form_id', '=', formId)
    .where('state', 'in', ['sent', 'unconfirmed'])
    .execute()
}

/** After a change request reminders go on, as if the invitation had been sent now. */
export async function remindAnew(
  tx: Tx,
  accountId: string,
  formId: string,
  reminderDays: number,
): Promise<void> {
  await sql`
    update respondent set next_reminder_at = now() + make_interval(days => ${reminderDays})
    where account_id = ${accountId} and form_id = ${formId} and state in ('sent', 'unconfirmed') and reminders_stopped_at is null`.execute(
    tx,
  )
}

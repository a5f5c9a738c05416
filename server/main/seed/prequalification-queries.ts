import { sql } from 'kysely'
import type { AnswerValue } from '../../../contract/prequalification/answers.ts'
import type { Form } from '../../../contract/prequalification/form.ts'
import type { FormState, QualificationStatus } from '../../../contract/prequalification/statuses.ts'
import type { Tx } from '../../db/connect.ts'

/** Users who have joined, one or two of each of so many companies. */
export async function companiesToAsk(
  tx: Tx,
  accountId: string,
  limit: number,
): Promise<{ companyId: string; personIds: string[] }[]> {
  const { rows } = await sql<{ companyId: string; personIds: string[] }>`
    select s.company_id as "companyId", (array_agg(s.person_id order by s.person_id))[1:2] as "personIds"
    from person_state s join company c on c.account_id = s.account_id and c.id = s.company_id and not c.is_own and c.status = 'active'
    where s.account_id = ${accountId} and s.status = 'active' and s.kind = 'user' and s.joined_at is not null
    group by s.company_id order by min(c.sort_name) limit ${limit}`.execute(tx)
  return rows
}

export async function storeForms(tx: Tx, accountId: string, by: string, forms: Form[]): Promise<void> {
  for (const [index, form] of forms.entries())
    await tx
      .insertInto('form_version')
      .values({
        account_id: accountId,
        version: index + 1,
        form: JSON.stringify(form),
        published_at: sql`now() - make_interval(days => ${400 - 200 * index})`,
        published_by: by,
      })
      .execute()
}

export type DemoForm = {
  id: string
  companyId: string
  personIds: string[]
  respondentIds: string[]
  state: FormState
  percent: number
  invitedDaysAgo: number
  answers: Record<string, AnswerValue>
  decision: {
    id: string
    status: QualificationStatus
    expiresInDays: number | null
    exceptions: string | null
  } | null
  changeRequest: string | null
}

/** Puts forms in whatever state into the account, with all that belongs to them. @param version of the form that they are of */
export async function storeDemoForms(
  tx: Tx,
  accountId: string,
  by: string,
  version: number,
  forms: DemoForm[],
): Promise<void> {
  for (const form of forms) {
    const isSubmitted =
      form.state === 'submitted' || form.state === 'reviewed' || form.state === 'changes_requested'
    const [writer] = form.personIds
    const invitedAt = sql`now() - make_interval(days => ${form.invitedDaysAgo})`
    await sql`
      insert into prequalification (account_id, company_id, sort_name, trades, form_state, primary_contact_id)
      select account_id, id, sort_name, (select coalesce(array_agg(fold(trade)), '{}') from unnest(trades) trade), ${form.state}, ${writer}
      from company where account_id = ${accountId} and id = ${form.companyId}`.execute(tx)
    await sql`
      insert into company_form (account_id, id, company_id, round, form_version, state, percent, invited_by, created_at, due_at, submitted_at, submitted_by, confirmations)
      values (${accountId}, ${form.id}, ${form.companyId}, 1, ${version}, ${form.state}, ${form.percent}, ${by}, ${invitedAt},
              ${invitedAt} + interval '30 days', case when ${isSubmitted}::bool then now() - interval '2 days' end,
              case when ${isSubmitted}::bool then ${writer}::uuid end, case when ${isSubmitted}::bool then array['answers-are-true', 'may-answer-for-company'] end)`.execute(
      tx,
    )
    await sql`
      insert into respondent (account_id, id, form_id, company_id, person_id, state, invited_by, invited_at, sent_at, next_reminder_at, stop_sha256)
      select ${accountId}, n.id, ${form.id}, ${form.companyId}, n.person_id, 'sent', ${by}, ${invitedAt}, ${invitedAt},
             case when not ${isSubmitted}::bool then now() + interval '3 days' end, sha256(n.id::text::bytea)
      from unnest(${form.respondentIds}::uuid[], ${form.personIds}::uuid[]) n(id, person_id)`.execute(tx)
    const answers = Object.entries(form.answers)
    await sql`
      insert into answer (account_id, form_id, question_id, value, answered_by, answered_at)
      select ${accountId}, ${form.id}, n.question_id, n.value, ${writer}, now() - interval '2 days'
      from unnest(${answers.map(([id]) => id)}::text[], ${answers.map(([, value]) => JSON.stringify(value))}::jsonb[]) n(question_id, value)`.execute(
      tx,
    )
    await storeRest(tx, accountId, by, form)
    await sql`
      update prequalification p set form_id = f.id, due_at = f.due_at, decision_id = d.id, status = coalesce(d.status, 'not_assigned'), expires_on = d.expires_on
      from company_form f left join qualification_decision d on d.account_id = f.account_id and d.form_id = f.id
      where p.account_id = ${accountId} and p.company_id = ${form.companyId} and f.account_id = p.account_id and f.id = ${form.id}`.execute(
      tx,
    )
  }
}

async function storeRest(tx: Tx, accountId: string, by: string, form: DemoForm): Promise<void> {
  const { decision, changeRequest, companyId, id } = form
  if (decision)
    await sql`
      insert into qualification_decision (account_id, id, company_id, form_id, status, expires_on, single_project_limit, aggregate_limit, currency, exceptions, decided_by)
      select ${accountId}, ${decision.id}, ${companyId}, ${id}, ${decision.status}, current_date + ${decision.expiresInDays}::int,
             500000, 2000000, 'USD', ${decision.exceptions}, ${by}`.execute(tx)
  if (changeRequest)
    await sql`
      insert into change_request (account_id, id, form_id, requested_by, text, question_ids)
      values (${accountId}, gen_random_uuid(), ${id}, ${by}, ${changeRequest}, array['certificate-of-insurance'])`.execute(
      tx,
    )
  await sql`
    insert into prequalification_event (account_id, id, company_id, form_id, event, actor_id, params, at)
    values (${accountId}, gen_random_uuid(), ${companyId}, ${id}, 'invited', ${by}, '{"round": 1}', now() - make_interval(days => ${form.invitedDaysAgo}))`.execute(
    tx,
  )
}

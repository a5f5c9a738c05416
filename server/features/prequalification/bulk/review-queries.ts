import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ReviewNote } from '../../../../contract/bulk-actions.ts'
import type { Tx } from '../../../db/connect.ts'
import type { Selected } from '../../bulk/index.ts'
import { wasWrittenTo } from '../respondent-queries.ts'

// Refusals over the narrow row of a person, each judged by itself: whom somebody works for is not common to many.
// What is asked of others is one set, hashed once, and not looked up for each of a million.

export const hasNoCompany: RawBuilder<SqlBool> = sql<SqlBool>`row.company_id is null`

export const companyIsInactive = (accountId: string): RawBuilder<SqlBool> => sql<SqlBool>`
  row.company_id in (select c.id from company c where c.account_id = ${accountId} and c.status = 'inactive')`

export const isOwnCompany = (accountId: string): RawBuilder<SqlBool> => sql<SqlBool>`
  row.company_id in (select c.id from company c where c.account_id = ${accountId} and c.is_own)`

export const isWaiting = (accountId: string): RawBuilder<SqlBool> => sql<SqlBool>`
  row.subject_id in (select r.person_id from respondent r where r.account_id = ${accountId} and r.state = 'waiting')`

/** Never written to about joining, and not about to be: they get that message too. Over `row` or `s` of person_state. */
export const neverInvited = (row: 'row' | 's'): RawBuilder<SqlBool> => sql<SqlBool>`
  (not ${sql.ref(`${row}.was_ever_sent`)} and ${sql.ref(`${row}.invitation_state`)} not in ('waiting', 'sent', 'accepted', 'expired'))`

/** Companies named under one note of the review. */
const mostNamed = 50

type NoteRow = { code: string; count: number; items: ReviewNote['items'] | null }

/**
 * What a run over these people does to their companies, and who of them is also invited to join. All in one statement, by the
 * same rules as `openForms`.
 *
 * @param keepsStatus the account's setting for Re-Qualify
 */
export async function notesOfPrequalifying(
  tx: Tx,
  accountId: string,
  acting: Selected,
  keepsStatus: boolean,
): Promise<ReviewNote[]> {
  const people = acting.select(['row.subject_id', 'row.company_id', neverInvited('row').as('never_invited')])
  const { rows } = await sql<NoteRow>`
    with people as materialized (${people}),
    companies as materialized (
      select pp.company_id, p.status, f.state as form_state, f.percent, c.name, p.form_id is not null as was_asked,
             bool_or(r.person_id is not null) as is_requalified
      from people pp
      join company c on c.account_id = ${accountId} and c.id = pp.company_id
      left join prequalification p on p.account_id = ${accountId} and p.company_id = pp.company_id
      left join company_form f on f.account_id = ${accountId} and f.id = p.form_id
      left join respondent r on r.account_id = ${accountId} and r.person_id = pp.subject_id and r.company_id = pp.company_id
        and ${wasWrittenTo}
      group by pp.company_id, p.status, f.state, f.percent, c.name, p.form_id),
    noted as (
      select 'forms' as code, company_id, name, false as is_named from companies
      union all select 'status-resets', company_id, name, true from companies
        where is_requalified and status <> 'not_assigned' and not ${keepsStatus}::bool
      union all select 'new-form', company_id, name, true from companies where is_requalified
      union all select 'unfinished-carried-over', company_id, name, true from companies
        where is_requalified and form_state in ('in_progress', 'changes_requested')
      union all select 'joins-form', company_id, name, true from companies where was_asked and not is_requalified)
    select 'invited-to-join' as code, count(*) as count, null::json as items from people where never_invited
    union all
    select code, count(*), (select json_agg(json_build_object('id', n.company_id, 'name', n.name))
      from (select company_id, name from noted n where n.code = noted.code and n.is_named order by name limit ${mostNamed}) n)
    from noted group by code`.execute(tx)
  const order = [
    'status-resets',
    'new-form',
    'unfinished-carried-over',
    'joins-form',
    'invited-to-join',
    'forms',
  ]
  return rows
    .map(({ code, count, items }) => ({ code, count, items: items ?? [] }))
    .toSorted((a, b) => order.indexOf(a.code) - order.indexOf(b.code))
}

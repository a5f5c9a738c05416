import { type Expression, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

/** Makes users of contacts, with the address that is then theirs alone. */
export async function promote(
  tx: Tx,
  accountId: string,
  personIds: string[],
  templateId: string,
): Promise<void> {
  await sql`
    update person_state s set kind = 'user', template_id = ${templateId}, changed_at = clock_timestamp(),
      active_email = case when s.email_verdict in ('ok', 'suppressed') then p.email end
    from person p
    where p.account_id = ${accountId} and p.id = any(${personIds}::uuid[])
      and s.account_id = p.account_id and s.person_id = p.id and s.kind = 'contact'`.execute(tx)
}

/** Makes contacts of users again, as they were before they were promoted. */
export async function demote(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  await tx
    .updateTable('person_state')
    .set({ kind: 'contact', template_id: null, active_email: null, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('kind', '=', 'user')
    .execute()
}

/** Somebody counts on them as a user: work waits for them, a form was sent to them, they are an Admin of a project. */
export const isNeededAsUser = (accountId: string): Expression<SqlBool> => sql<SqlBool>`(
  exists (select from open_item i where i.account_id = ${accountId} and i.person_id = row.subject_id and i.closed_at is null)
  or exists (select from respondent r where r.account_id = ${accountId} and r.person_id = row.subject_id)
  or exists (select from planned_inactivation p where p.account_id = ${accountId} and p.person_id = row.subject_id)
  or exists (select from project_member m where m.account_id = ${accountId} and m.person_id = row.subject_id
             and m.ended_at is null and m.template_id is not null))`

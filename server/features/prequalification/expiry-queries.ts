import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export type Expiring = {
  companyId: string
  formId: string | null
  formRound: number | null
  decidedBy: string
  contactId: string | null
  expiresOn: string
}

/** Takes prequalifications that expire within so many days of today and of which nobody was told. */
export async function takeExpiring(
  tx: Tx,
  accountId: string,
  within: { today: string; days: number },
  limit: number,
): Promise<Expiring[]> {
  const { rows } = await sql<Expiring>`
    select p.company_id as "companyId", p.form_id as "formId", f.round as "formRound", d.decided_by as "decidedBy",
           p.primary_contact_id as "contactId", p.expires_on::text as "expiresOn"
    from prequalification p
    join qualification_decision d on d.account_id = p.account_id and d.id = p.decision_id
    left join company_form f on f.account_id = p.account_id and f.id = p.form_id
    where p.account_id = ${accountId} and p.noticed_at is null and p.expires_on <= ${within.today}::date + ${within.days}::int
    order by p.company_id limit ${limit} for update of p skip locked`.execute(tx)
  return rows
}

export async function markNoticed(tx: Tx, accountId: string, companyIds: string[]): Promise<void> {
  await tx
    .updateTable('prequalification')
    .set({ noticed_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('company_id', '=', sql<string>`any(${companyIds}::uuid[])`)
    .execute()
}

/** Of these people, who is an active user. */
export async function stillActive(tx: Tx, accountId: string, personIds: string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('person_state')
    .select('person_id')
    .where('account_id', '=', accountId)
    .where('person_id', '=', sql<string>`any(${personIds}::uuid[])`)
    .where('status', '=', 'active')
    .where('kind', '=', 'user')
    .execute()
  return new Set(rows.map(row => row.person_id))
}

/**
 * Who of these companies is asked anew by itself: everybody with access to a form that is not open again already, active, and
 * with an address. Locks them.
 */
export async function lockPeopleToAskAnew(
  tx: Tx,
  accountId: string,
  companyIds: string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.person_id as id from person_state s
    join prequalification p on p.account_id = s.account_id and p.company_id = s.company_id
    where s.account_id = ${accountId} and s.company_id = any(${companyIds}::uuid[]) and s.status = 'active' and s.kind = 'user'
      and s.email_verdict = 'ok' and p.form_state in ('submitted', 'reviewed')
      and exists (select from company c where c.account_id = s.account_id and c.id = s.company_id and c.status = 'active')
      and exists (select from respondent r where r.account_id = s.account_id and r.person_id = s.person_id
                    and r.company_id = s.company_id and r.sent_at is not null and r.state not in ('cancelled', 'ended'))
      and not exists (select from respondent r where r.account_id = s.account_id and r.person_id = s.person_id and r.state = 'waiting')
    order by s.person_id for update of s`.execute(tx)
  return rows.map(row => row.id)
}

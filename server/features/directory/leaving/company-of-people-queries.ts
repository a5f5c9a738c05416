import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'
import type { SubjectNote } from '../../bulk/index.ts'
import { standInTheWayOf } from '../companies/in-the-way-queries.ts'

type NamedCompany = { id: string; name: string }

/** Reactivates the inactive companies of people, and remembers that this run did. @returns which */
export async function reactivateCompaniesOf(
  tx: Tx,
  accountId: string,
  personIds: string[],
  runId: string,
): Promise<NamedCompany[]> {
  const { rows } = await sql<NamedCompany>`
    with back as (
      update company c set status = 'active', changed_at = clock_timestamp()
      where c.account_id = ${accountId} and c.status = 'inactive' and c.merged_into is null and c.id in (
        select s.company_id from person_state s where s.account_id = ${accountId} and s.person_id = any(${personIds}::uuid[]))
      returning c.id, c.name, c.changed_at),
    remembered as (
      insert into company_brought_back (account_id, run_id, company_id, version)
      select ${accountId}::uuid, ${runId}::uuid, id, changed_at from back
      on conflict (account_id, run_id, company_id) do update set version = excluded.version)
    select id, name from back order by name`.execute(tx)
  return rows
}

/** The companies of people that a run brought back along with them, as `b`; people as `s`. */
const broughtBackWith = (accountId: string, personIds: string[], undone: string) => sql`
  person_state s join company_brought_back b on b.account_id = s.account_id and b.run_id = ${undone} and b.company_id = s.company_id
  where s.account_id = ${accountId} and s.person_id = any(${personIds}::uuid[])`

/**
 * Makes companies inactive again that a run reactivated along with these people. Not one that somebody changed since, nor while
 * somebody of it is active who came back with it, or came to it or was changed later, or a user of it is on an active project.
 *
 * @returns which
 */
export async function inactivateCompaniesAgain(
  tx: Tx,
  accountId: string,
  personIds: string[],
  undone: string,
): Promise<NamedCompany[]> {
  await sql`
    select from company c where c.account_id = ${accountId}
      and c.id in (select b.company_id from ${broughtBackWith(accountId, personIds, undone)})
    order by c.id for update`.execute(tx)
  const { rows } = await sql<NamedCompany>`
    update company c set status = 'inactive', changed_at = clock_timestamp()
    where c.account_id = ${accountId} and c.status = 'active'
      and (c.id, c.changed_at) in (select b.company_id, b.version from ${broughtBackWith(accountId, personIds, undone)})
      and not ${standInTheWayOf(sql.ref('c.id'))}
      and not exists (
        select from person_state o
        where o.account_id = ${accountId} and o.company_id = c.id and o.status = 'active' and o.changed_at >= c.changed_at)
    returning c.id, c.name`.execute(tx)
  return rows
}

/** Of these people, whose company stays active although they left again; not while others of it still wait in this run. */
export async function companiesThatStay(
  tx: Tx,
  accountId: string,
  personIds: string[],
  { undone, runId }: { undone: string; runId: string },
): Promise<SubjectNote[]> {
  const { rows } = await sql<SubjectNote>`
    select s.person_id as "subjectId", c.name as note
    from (select s.person_id, b.company_id from ${broughtBackWith(accountId, personIds, undone)}) s
    join company c on c.account_id = ${accountId} and c.id = s.company_id and c.status = 'active'
    where not exists (
      select from run_item i join person_state o on o.account_id = i.account_id and o.person_id = i.subject_id
      where i.account_id = ${accountId} and i.run_id = ${runId} and i.outcome = 'pending' and o.company_id = c.id and o.status = 'active')
  `.execute(tx)
  return rows
}

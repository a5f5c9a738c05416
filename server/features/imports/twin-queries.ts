import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** Puts lines that are sure whom they mean before those that are not, else the earlier before the later. */
const standing = sql`(case when j.strength <= 2 then 0 else 4294967296 end + st.line)`
const lineOf = (standings: RawBuilder<unknown>) => sql`(${standings} % 4294967296)::integer`

/**
 * Refuses lines that mean the same person as another of the file; the first good one stands.
 *
 * By the same signs by which a person is found in the directory, so that importing a file a second time says of each of
 * its lines what the first time made of it. Grouped, not compared pair by pair: a million namesakes stay linear.
 */
export async function refuseTwins(tx: Tx): Promise<void> {
  const group = (
    name: string,
    keys: RawBuilder<unknown>,
    where: RawBuilder<unknown>,
  ) => sql`${sql.raw(name)} as (
      select ${keys}, min(${standing}) as first_any,
             min(${standing}) filter (where st.external_id is null) as first_without_id,
             min(${standing}) filter (where st.external_id is null and st.email is null) as first_bare
      from staged_line st join judged_line j using (line)
      where j.verdict <> 'faulty' and ${where}
      group by ${keys} having count(*) > 1)`
  await sql`
    with ${group('same_person', sql`j.person_id`, sql`j.strength is not null`)},
    ${group('same_email', sql`st.email`, sql`st.email is not null`)},
    ${group('same_id', sql`st.external_id`, sql`st.external_id is not null`)},
    ${group('same_phone', sql`st.phone, st.sort_name`, sql`st.phone is not null`)},
    ${group('same_firm', sql`st.company_fold, st.sort_name`, sql`st.company_fold is not null`)},
    twin as (
      select st.line, ${lineOf(sql`p.first_any`)} as of_line
      from staged_line st join judged_line j using (line) join same_person p on p.person_id = j.person_id
      union all
      select st.line, ${lineOf(sql`e.first_any`)} from staged_line st join same_email e using (email)
      union all
      select st.line, ${lineOf(sql`i.first_any`)} from staged_line st join same_id i using (external_id)
      union all
      select st.line, ${lineOf(sql`case when st.external_id is null then f.first_any else f.first_without_id end`)}
      from staged_line st join judged_line j using (line) join same_phone f using (phone, sort_name)
      where coalesce(j.strength, 3) > 2
      union all
      select st.line, ${lineOf(sql`case when coalesce(st.email, st.external_id) is null then f.first_any else f.first_bare end`)}
      from staged_line st join judged_line j using (line) join same_firm f using (company_fold, sort_name)
      where coalesce(j.strength, 3) > 2
    ), refused as (
      select line, min(of_line) as of_line from twin where of_line <> line group by line
    )
    update judged_line j
    set verdict = 'faulty', person_id = null,
        faults = jsonb_build_array(jsonb_build_object(
          'field', null, 'reason', 'same-person-as-line', 'detail', jsonb_build_object('line', r.of_line)))
    from refused r where r.line = j.line and j.verdict <> 'faulty'`.execute(tx)
}

/** Refuses lines that would not do what their check had said, at the latest look at the directory. */
export async function refuseChanged(tx: Tx): Promise<void> {
  await sql`
    update judged_line j
    set verdict = 'faulty', person_id = null,
        faults = '[{"field": null, "reason": "changed-since-check"}]'
    from staged_line st
    where st.line = j.line and j.verdict <> 'faulty'
      and (j.person_id is distinct from st.checked_person
        or (st.checked = 'add') <> (j.verdict = 'add')
        or (st.checked = 'unchanged' and j.verdict <> 'unchanged'))`.execute(tx)
}

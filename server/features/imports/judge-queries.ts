import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** How sure it is that a line and a person are the same, surest first; in `candidate.strength`. */
const strengths = { email: 1, externalId: 2, phoneAndName: 3, companyAndName: 4, inactiveEmail: 5 } as const

/**
 * Finds for every staged line the people whom it may mean.
 *
 * Where line and person both have an external id, nothing weaker than it makes them one. A company and a name do so only
 * where one of the two has neither an address nor an id: two John Smiths of one firm stay two.
 * Source: product.md section 6.
 */
export async function findCandidates(tx: Tx, accountId: string): Promise<void> {
  await sql`
    insert into candidate
    select found.line, found.person_id, found.strength, s.kind = 'user', s.status = 'active'
    from (
      select st.line, s.person_id, ${sql.lit(strengths.email)} as strength
      from staged_line st join person_state s on s.account_id = ${accountId} and s.active_email = st.email
      union all
      select st.line, p.id, ${sql.lit(strengths.externalId)}
      from staged_line st join person p on p.account_id = ${accountId} and p.external_id = st.external_id
      union all
      select st.line, p.id, ${sql.lit(strengths.phoneAndName)}
      from staged_line st
      join person p on p.account_id = ${accountId} and p.phone = st.phone and p.sort_name = st.sort_name
      where st.external_id is null or p.external_id is null
      union all
      select st.line, p.id, ${sql.lit(strengths.companyAndName)}
      from staged_line st
      join company c on c.account_id = ${accountId} and fold(c.name) = st.company_fold
      join person p on p.account_id = ${accountId} and p.company_name = c.name and p.sort_name = st.sort_name
      where coalesce(st.email, st.external_id) is null or coalesce(p.email, p.external_id) is null
      union all
      select st.line, p.id, ${sql.lit(strengths.inactiveEmail)}
      from staged_line st
      join person p on p.account_id = ${accountId} and coalesce(p.email, '') = st.email and p.sort_name = st.sort_name
    ) found
    join person_state s on s.account_id = ${accountId} and s.person_id = found.person_id
    where found.strength <> ${sql.lit(strengths.inactiveEmail)} or s.status = 'inactive'`.execute(tx)
  await sql`analyze candidate`.execute(tx)
}

export type Judging = {
  actorId: string
  /** Templates that the actor may give, and those whose holders they may not touch. */
  assignable: string[]
  untouchable: string[]
  /** What a person gets whose line names no template; null when the account has none to give. */
  defaultTemplateId: string | null
}

/**
 * Judges every staged line against the directory: whom it means, what it would do, and every reason why not.
 *
 * Active users go before inactive ones, a surer sign before a weaker. A line that means an inactive user is refused:
 * an old list must not bring back who was inactivated.
 */
export async function judgeStagedLines(tx: Tx, accountId: string, judging: Judging): Promise<void> {
  const { actorId, assignable, untouchable, defaultTemplateId } = judging
  const fault = (field: string | null, reason: string, detail = sql`null::jsonb`) =>
    sql`jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('reason', ${sql.lit(reason)}::text, 'detail', ${detail}))
          || jsonb_build_object('field', ${sql.lit(field)}::text))`
  const named = (alias: string) =>
    sql`jsonb_build_object('name', trim(${sql.ref(`${alias}.first_name`)} || ' ' || ${sql.ref(`${alias}.last_name`)}))`
  await sql`
    with ranked as (
      select *, row_number() over best as place,
             count(*) over (partition by line, is_active, strength) as rivals
      from candidate where is_user
      window best as (partition by line order by is_active desc, strength, person_id)
    ), matched as (
      select * from ranked where place = 1
    ), owner as (
      select c.line, c.person_id, c.is_user and c.is_active as is_active_user, p.first_name, p.last_name
      from candidate c join person p on p.account_id = ${accountId} and p.id = c.person_id
      where c.strength = ${sql.lit(strengths.externalId)}
    ), seen as (
      select st.*, m.strength, p.id as person_id, s.status, s.template_id as given_template_id,
        coalesce(t.id, s.template_id, ${defaultTemplateId}::uuid) as wanted_template_id,
        st.faults
          || case when st.template_name is not null and t.id is null
               then ${fault('template', 'template-unknown', sql`jsonb_build_object('template', st.template_name)`)}
               else '[]' end
          || case when t.id is null and s.template_id is null and st.template_name is null and ${defaultTemplateId}::uuid is null
               then ${fault('template', 'required')} else '[]' end
          || case when firm.status = 'inactive' and firm.id is distinct from s.company_id
               then ${fault('companyName', 'company-inactive', sql`jsonb_build_object('name', firm.name)`)} else '[]' end
          || case when m.rivals > 1 then ${fault(null, 'matches-several', sql`jsonb_build_object('n', m.rivals)`)} else '[]' end
          || case when not m.is_active then ${fault(null, 'person-inactive', named('p'))} else '[]' end
          || case when s.template_id = any(${untouchable}::uuid[]) then ${fault(null, 'is-company-admin', named('p'))} else '[]' end
          || case when t.id <> coalesce(s.template_id, ${nowhere}::uuid) and p.id = ${actorId}
               then ${fault('template', 'own-template')}
               when t.id <> coalesce(s.template_id, ${nowhere}::uuid) and t.id <> all(${assignable}::uuid[])
               then ${fault('template', 'template-not-assignable')} else '[]' end
          || case when o.person_id <> coalesce(p.id, ${nowhere}::uuid) and m.strength = ${sql.lit(strengths.email)} and o.is_active_user
               then ${fault('email', 'email-in-use', named('p'))} else '[]' end
          || case when o.person_id <> coalesce(p.id, ${nowhere}::uuid)
               then ${fault('externalId', 'external-id-in-use', named('o'))} else '[]' end as all_faults,
        st.warnings
          || case when m.strength = ${sql.lit(strengths.email)} and p.first_name <> '' and p.last_name <> ''
                   and st.first_name <> '' and st.last_name <> ''
                   and fold(p.first_name) <> fold(st.first_name) and fold(p.last_name) <> fold(st.last_name)
               then ${fault('email', 'renames-person', named('p'))} else '[]' end as all_warnings,
        st.first_name <> '' and st.first_name <> p.first_name
          or st.last_name <> '' and st.last_name <> p.last_name
          or coalesce(st.email <> p.email, st.email is not null)
          or coalesce(st.phone <> p.phone, st.phone is not null)
          or coalesce(st.company_fold <> fold(p.company_name), st.company_fold is not null)
          or coalesce(st.job_title <> p.job_title, st.job_title is not null)
          or coalesce(st.external_id <> p.external_id, st.external_id is not null)
          or coalesce(st.language <> p.language, st.language is not null)
          or coalesce(st.is_employee <> s.is_employee, false)
          or coalesce(t.id <> s.template_id, false) as is_changed
      from staged_line st
      left join permission_template t on t.account_id = ${accountId} and t.scope = 'company' and lower(t.name) = lower(st.template_name)
      left join matched m using (line)
      left join person p on p.account_id = ${accountId} and p.id = m.person_id
      left join person_state s on s.account_id = ${accountId} and s.person_id = m.person_id
      left join owner o using (line)
      left join company firm on firm.account_id = ${accountId} and fold(firm.name) = st.company_fold
    )
    insert into judged_line
    select line,
      case when all_faults <> '[]' then 'faulty' when person_id is null then 'add' when is_changed then 'update'
           else 'unchanged' end::import_verdict,
      case when all_faults = '[]' then coalesce(person_id, new_id) end,
      strength, wanted_template_id, all_faults, all_warnings
    from seen`.execute(tx)
  await sql`analyze judged_line (line, verdict, person_id)`.execute(tx)
}

const nowhere = '00000000-0000-0000-0000-000000000000'

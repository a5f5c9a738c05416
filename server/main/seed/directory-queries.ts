import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export async function markEmployees(tx: Tx, accountId: string, ownCompanyId: string): Promise<void> {
  await tx
    .updateTable('person_state')
    .set({ is_employee: true })
    .where('account_id', '=', accountId)
    .where('company_id', '=', ownCompanyId)
    .execute()
}

/** One or two trades for every firm but the own, by its place in the alphabet; every third has a city. */
export async function giveTrades(tx: Tx, accountId: string, trades: string[]): Promise<void> {
  const cities = ['Columbus', 'Dayton', 'Akron', 'Toledo', 'Mansfield']
  await sql`
    update company c
    set trades = case when place % 4 = 0 and place % ${trades.length} <> (place / 4) % ${trades.length}
                      then array[t.trades[1 + place % ${trades.length}], t.trades[1 + (place / 4) % ${trades.length}]]
                      else array[t.trades[1 + place % ${trades.length}]] end,
        city = case when place % 3 = 0 then (${cities}::text[])[1 + place % ${cities.length}] end
    from (select id, row_number() over (order by sort_name, id)::int as place from company
          where account_id = ${accountId} and not is_own) of,
         (select ${trades}::text[] as trades) t
    where c.account_id = ${accountId} and c.id = of.id`.execute(tx)
}

/** Firms that are there a second time under a name with a legal form, with one of their people. */
export async function insertLookAlikes(tx: Tx, accountId: string, ids: string[]): Promise<void> {
  await sql`
    with twin as (
      select n.id, c.id as of_id, c.name || (array[', LLC', ' Inc.', ' Co.', ', L.L.C.'])[n.place] as name
      from unnest(${ids}::uuid[]) with ordinality n(id, place)
      join (select id, name, row_number() over (order by sort_name, id) as place from company
            where account_id = ${accountId} and not is_own and name !~ '[,.]|(LLC|Inc|Co|Ltd)$') c on c.place = n.place * 9
    ), made as (
      insert into company (account_id, id, name) select ${accountId}::uuid, id, name from twin
      on conflict do nothing returning id, name
    ), mover as (
      select distinct on (t.of_id) s.person_id, m.id, m.name
      from twin t join made m on m.id = t.id
      join person_state s on s.account_id = ${accountId} and s.company_id = t.of_id
      join person p on p.account_id = s.account_id and p.id = s.person_id
      order by t.of_id, p.sort_name, p.id
    ), moved as (
      update person_state s set company_id = mover.id from mover
      where s.account_id = ${accountId} and s.person_id = mover.person_id returning s.person_id
    )
    update person p set company_name = mover.name from mover, moved
    where p.account_id = ${accountId} and p.id = mover.person_id and moved.person_id = mover.person_id`.execute(
    tx,
  )
}

export async function insertIdleCompanies(
  tx: Tx,
  accountId: string,
  companies: { id: string; name: string }[],
): Promise<void> {
  await tx
    .insertInto('company')
    .values(companies.map(one => ({ account_id: accountId, ...one, status: 'inactive' as const })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

export async function insertProjects(
  tx: Tx,
  accountId: string,
  projects: { id: string; name: string; number: string; status: 'active' | 'closed' }[],
): Promise<void> {
  await tx
    .insertInto('project')
    .values(projects.map(project => ({ account_id: accountId, ...project })))
    .execute()
}

/** Each works for the firm whose turn it is in the alphabet. */
export async function insertContacts(
  tx: Tx,
  accountId: string,
  contacts: { id: string; firstName: string; lastName: string; jobTitle: string; isActive: boolean }[],
): Promise<void> {
  await sql`
    with contact as (
      select k.id, k."firstName", k."lastName", k."jobTitle", k."isActive", c.id as company_id, c.name as company_name
      from json_to_recordset(${JSON.stringify(contacts.map((one, place) => ({ ...one, place })))}::json)
        k(id uuid, "firstName" text, "lastName" text, "jobTitle" text, "isActive" boolean, place int)
      join (select id, name, row_number() over (order by sort_name, id)::int - 1 as place, count(*) over ()::int as many
            from company where account_id = ${accountId} and status = 'active' and not is_own) c on c.place = k.place * 7 % c.many
    ), person as (
      insert into person (account_id, id, first_name, last_name, job_title, company_name)
      select ${accountId}::uuid, id, "firstName", "lastName", "jobTitle", company_name from contact
    )
    insert into person_state (account_id, person_id, kind, status, email_verdict, phone_verdict, company_id)
    select ${accountId}::uuid, id, 'contact', case when "isActive" then 'active' else 'inactive' end::person_status, 'missing',
           'missing', company_id
    from contact`.execute(tx)
}

/** Everybody by their place in the alphabet on one project, a few on two; who signs in to the demo on the first three. */
export async function putPeopleOnProjects(tx: Tx, accountId: string): Promise<void> {
  await sql`
    insert into project_member (account_id, project_id, person_id, template_id)
    select ${accountId}::uuid, project.id, who.id, case when who.kind = 'user' then t.id end
    from (
      select p.id, s.kind, p.email, row_number() over (partition by s.kind order by p.sort_name, p.id)::int as place
      from person p join person_state s on s.account_id = p.account_id and s.person_id = p.id
      where p.account_id = ${accountId}) who
    join (select id, row_number() over (order by number desc)::int - 1 as place, count(*) over ()::int as many
          from project where account_id = ${accountId}) project
      on case when who.kind = 'contact' then who.place % project.many = project.place
              when who.email in ('alex.morgan@northfield.example.com', 'sam.rivera@northfield.example.com',
                                 'robin.hayes@northfield.example.com') then project.place < 3
              else who.place % 3 = 0 and (who.place / 3 % project.many = project.place
                or who.place % 15 = 0 and who.place / 15 % project.many = project.place) end
    left join permission_template t on t.account_id = ${accountId} and t.scope = 'project'
      and t.name = case when who.place % 40 = 0 then 'Project Admin' when who.place % 4 = 0 then 'Project Standard'
                        else 'Project Read Only' end`.execute(tx)
}

export async function insertGroups(
  tx: Tx,
  accountId: string,
  groups: { id: string; name: string; description: string }[],
): Promise<void> {
  await tx
    .insertInto('distribution_group')
    .values(groups.map(group => ({ account_id: accountId, ...group })))
    .execute()
}

export async function putPeopleInGroups(tx: Tx, accountId: string): Promise<void> {
  await sql`
    insert into distribution_group_member (account_id, group_id, person_id)
    select ${accountId}::uuid, g.id, who.id
    from (
      select p.id, row_number() over (order by p.sort_name, p.id)::int as place
      from person p join person_state s on s.account_id = p.account_id and s.person_id = p.id and s.status = 'active'
      where p.account_id = ${accountId} and s.kind = 'user') who
    join (select id, row_number() over (order by name)::int as place from distribution_group where account_id = ${accountId}) g
      on who.place % (31 + 10 * g.place) = g.place`.execute(tx)
}

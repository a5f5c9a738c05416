import type pg from 'pg'

/** What leaves with them: a session of every other, two projects each, an open item of every other. */
export type Leavers = { count: number; companyId: string; successorId: string }

/**
 * Makes one company of so many active users, with what people have who leave: sessions, projects, groups, open items; and
 * somebody who takes over. @returns how many there are
 */
export async function makeLeavers(
  owner: pg.Client,
  accountId: string,
  adminId: string,
  count: number,
): Promise<Leavers> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into company (account_id, id, name) values ($1, uuidv7(), 'Leaving Builders') returning id`,
    [accountId],
  )
  const companyId = rows[0]!.id
  await owner.query('select setseed(0.5)')
  // As in filling: what refers to what is right by construction, and nobody has been asked to prequalify.
  await owner.query('set session_replication_role = replica')
  await owner.query(
    `create table leaver as
     select person_id, row_number() over () as n from (
       select person_id from person_state where account_id = $1 and kind = 'user' and status = 'active' and person_id <> $2
         and template_id not in (select id from permission_template where directory_level = 'admin')
       order by random() limit $3) chosen`,
    [accountId, adminId, count],
  )
  for (const statement of [
    `update person_state set company_id = $2 where account_id = $1 and person_id in (select person_id from leaver)`,
    `insert into project (account_id, id, name) select $1, uuidv7(), 'Project ' || n from generate_series(1, 200) n where $2::uuid is not null`,
    `insert into project_member (account_id, project_id, person_id)
     select $1, p.id, l.person_id from leaver l join (select id, row_number() over () as place from project) p
       on p.place in (1 + l.n % 200, 1 + (l.n * 7 + 3) % 200) where $2::uuid is not null on conflict do nothing`,
    `insert into login (id, user_name, password_hash) select person_id, person_id::text, '' from leaver where n % 2 = 0 and $1::uuid is not null and $2::uuid is not null`,
    `insert into session (account_id, id, token_sha256, login_id, person_id)
     select $1, uuidv7(), sha256(person_id::text::bytea), person_id, person_id from leaver where n % 2 = 0 and $2::uuid is not null`,
    `insert into open_item (account_id, id, source, ref, tool, role, person_id, project_id, title)
     select $1, uuidv7(), 'bench', n::text, 'rfi', 'manager', l.person_id, p.id, 'Item ' || n
     from leaver l join (select id, row_number() over () as place from project) p on p.place = 1 + l.n % 200 where n % 2 = 0 and $2::uuid is not null`,
  ])
    await owner.query(statement, [accountId, companyId])
  // Everybody's work goes to one: to be on every project is theirs.
  await owner.query(
    `insert into project_member (account_id, project_id, person_id) select $1, id, $2 from project on conflict do nothing`,
    [accountId, adminId],
  )
  await owner.query('reset session_replication_role')
  await owner.query('vacuum (analyze) person_state')
  await owner.query('analyze')
  return { count, companyId, successorId: adminId }
}

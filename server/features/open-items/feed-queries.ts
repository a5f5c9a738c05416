import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

export type Sought = {
  line: number
  source: string
  ref: string
  person: string
  email: string | null
  project: string
}

/** What a line means here: whom it names, which project, and for whom the item waits so far. */
export type FoundTarget = {
  line: number
  person_id: string | null
  name: string | null
  status: 'active' | 'inactive' | null
  project_id: string | null
  held_by: string | null
}

/**
 * Finds what lines name. A user by id, else by the address of an active one, else by external id, else by the address of
 * the one who left last; a project by id, else by number, else by name.
 */
export async function findTargets(tx: Tx, accountId: string, lines: Sought[]): Promise<FoundTarget[]> {
  if (!lines.length) return []
  const { rows } = await sql<FoundTarget>`
    select l.line, who.id as person_id, who.name, who.status, whither.id as project_id, i.person_id as held_by
    from json_to_recordset(${JSON.stringify(lines)}::json)
      l(line int, source text, ref text, person text, email text, project text)
    left join lateral (
      select p.id, trim(p.first_name || ' ' || p.last_name) as name, s.status
      from (
        (select ${idIn('l.person')} as id, 1 as place where ${idIn('l.person')} is not null)
        union all (select person_id, 2 from person_state where account_id = ${accountId} and active_email = l.email)
        union all (select id, 3 from person where account_id = ${accountId} and external_id = l.person)
        union all (
          select p.id, 4 from person p join person_state s on s.account_id = p.account_id and s.person_id = p.id
          where p.account_id = ${accountId} and coalesce(p.email, '') = l.email and s.status = 'inactive' and s.kind = 'user'
          order by s.changed_at desc limit 1)
      ) named
      join person p on p.account_id = ${accountId} and p.id = named.id
      join person_state s on s.account_id = p.account_id and s.person_id = p.id and s.kind = 'user'
      order by named.place limit 1) who on true
    left join lateral (
      select p.id from project p
      where p.account_id = ${accountId}
        and (p.id = ${idIn('l.project')} or fold(p.number) = fold(l.project) or fold(p.name) = fold(l.project))
      order by (p.id = ${idIn('l.project')}) is true desc, (fold(p.number) = fold(l.project)) is true desc limit 1) whither on true
    left join open_item i on i.account_id = ${accountId} and i.source = l.source and i.ref = l.ref`.execute(
    tx,
  )
  return rows
}

/** A text as the id that it may be; null where it is none. */
const idIn = (column: string) =>
  sql`case when ${sql.raw(column)} ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then ${sql.raw(column)}::uuid end`

export type ItemToWrite = {
  id: string
  source: string
  ref: string
  tool: string
  role: string
  person_id: string
  project_id: string
  title: string
  url: string | null
  due_on: string | null
  is_open: boolean
}

/**
 * Adds items, or makes them what their source says they are; what is so already is left untouched. Locked in the order of
 * their names, so that two that feed the same do not wait for each other. @returns how many were added or changed
 */
export async function writeItems(tx: Tx, accountId: string, items: ItemToWrite[]): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into open_item as i (account_id, id, source, ref, tool, role, person_id, project_id, title, url, due_on, closed_at)
    select ${accountId}::uuid, l.id, l.source, l.ref, l.tool, l.role, l.person_id, l.project_id, l.title, l.url, l.due_on,
           case when not l.is_open then now() end
    from json_to_recordset(${JSON.stringify(items)}::json)
      l(id uuid, source text, ref text, tool text, role text, person_id uuid, project_id uuid, title text, url text, due_on date,
        is_open boolean)
    order by l.source, l.ref
    on conflict (account_id, source, ref) do update set
      tool = excluded.tool, role = excluded.role, person_id = excluded.person_id, project_id = excluded.project_id,
      title = excluded.title, url = excluded.url, due_on = excluded.due_on,
      closed_at = case when excluded.closed_at is not null then coalesce(i.closed_at, excluded.closed_at) end,
      given_in = case when i.person_id = excluded.person_id then i.given_in end, changed_at = clock_timestamp()
    where (i.tool, i.role, i.person_id, i.project_id, i.title, i.url, i.due_on, i.closed_at is null)
      is distinct from (excluded.tool, excluded.role, excluded.person_id, excluded.project_id, excluded.title, excluded.url,
                        excluded.due_on, excluded.closed_at is null)`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

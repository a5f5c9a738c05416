import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AuditDetail } from '../../../contract/audit.ts'
import { type InactivationInput, successorsOf } from '../../../contract/inactivation.ts'
import type { Tx } from '../../db/connect.ts'

type Successors = Pick<InactivationInput, 'successor' | 'successors'>

/** Who takes over items of a tool; null where nobody does. */
function successorOf({ successor, successors }: Successors, tool: string): RawBuilder<string | null> {
  const otherwise = successor ? sql`${successor}::uuid` : sql`null::uuid`
  const named = Object.entries(successors ?? {})
  if (!named.length) return sql`${otherwise}`
  const whens = named.map(([of, to]) => sql`when ${of} then ${to}::uuid`)
  return sql`case ${sql.ref(tool)} ${sql.join(whens, sql` `)} else ${otherwise} end`
}

/**
 * Some item of the judged person would go to somebody of whom a condition holds. A query that yields a value, not `exists`: for
 * that the planner reads the items of everybody first, with each chunk of a run anew.
 *
 * @param condition over `i`, the item, and `successor.id`
 */
function someItem(accountId: string, input: Successors, condition: RawBuilder<unknown>): Expression<SqlBool> {
  if (!successorsOf(input).length) return sql<SqlBool>`false`
  return sql<SqlBool>`coalesce((
    select true from open_item_row i cross join lateral (select ${successorOf(input, 'i.tool')} as id) successor
    where i.account_id = ${accountId} and i.person_id = row.subject_id and i.closed_at is null and successor.id is not null and ${condition}
    limit 1), false)`
}

/** Whether any of them has left is asked once; only then who would have got what. */
export const goesToWhoLeft = (accountId: string, input: Successors): Expression<SqlBool> =>
  sql<SqlBool>`(exists (select from unnest(${successorsOf(input)}::uuid[]) as of(id) where ${isNoUser(accountId, sql`of.id`)})
    and ${someItem(accountId, input, isNoUser(accountId, sql`successor.id`))})`

const isNoUser = (accountId: string, id: RawBuilder<unknown>) => sql<SqlBool>`not exists (
  select from state_row s where s.account_id = ${accountId} and s.person_id = ${id} and s.kind = 'user' and s.status = 'active')`

export const goesToWhoIsNotOnProject = (accountId: string, input: Successors): Expression<SqlBool> =>
  someItem(accountId, input, isNotOnProject(accountId, sql`successor.id`, sql`i.project_id`))

/** @param personId @param projectId columns */
export const isNotOnProject = (
  accountId: string,
  personId: RawBuilder<unknown>,
  projectId: RawBuilder<unknown>,
) =>
  sql<SqlBool>`not exists (select from project_member m where m.account_id = ${accountId} and m.project_id = ${projectId}
    and m.person_id = ${personId} and m.ended_at is null)`

/**
 * The items that were just found, by their key: of these few the planner believes that they are many. Matched as text, so that
 * they are hashed: by the key once more, each would be looked up in the list of all. Nobody holds them: what somebody closes or
 * gives on meanwhile is looked at again, so whoever changes them says what they must still be.
 */
const found = (these: string, id: string) =>
  sql`i.id = any(array(select ${sql.ref(id)} from ${sql.table(these)})) and i.id::text = ${sql.ref(`${these}.${id}`)}::text`

export type HandedOver = {
  from_id: string
  to_id: string
  to_name: string
  /** The projects that the successor was added to meanwhile, the same for all whom they succeed. */
  added_to: { projectId: string; project: string }[]
}

/** Gives open items to successors, and remembers from whom. @param which condition over the items, as `i` */
async function giveItems(
  tx: Tx,
  accountId: string,
  runId: string,
  which: RawBuilder<unknown>,
  to: RawBuilder<unknown>,
  addToProjects: boolean,
): Promise<HandedOver[]> {
  const { rows } = await sql<HandedOver>`
    with old as (
      select i.id, i.person_id as from_id, ${to} as to_id from open_item i
      where i.account_id = ${accountId} and i.closed_at is null and ${which}),
    moved as (
      update open_item i set person_id = old.to_id, given_in = ${runId}::uuid, changed_at = clock_timestamp()
      from old where i.account_id = ${accountId} and ${found('old', 'id')} and old.to_id <> old.from_id
        and i.person_id = old.from_id and i.closed_at is null
      returning i.id, i.project_id, old.from_id, old.to_id),
    remembered as (
      insert into open_item_reassignment (account_id, run_id, item_id, from_id, to_id)
      select ${accountId}::uuid, ${runId}::uuid, id, from_id, to_id from moved),
    added as (
      insert into project_member as m (account_id, project_id, person_id)
      select distinct ${accountId}::uuid, project_id, to_id from moved where ${addToProjects}
      on conflict (account_id, project_id, person_id) do update set ended_at = null where m.ended_at is not null
      returning project_id, person_id)
    select g.from_id, g.to_id, trim(p.first_name || ' ' || p.last_name) as to_name,
           (select coalesce(jsonb_agg(jsonb_build_object('projectId', j.id, 'project', j.name)), '[]')
            from added a join project j on j.account_id = ${accountId} and j.id = a.project_id where a.person_id = g.to_id) as added_to
    from (select distinct from_id, to_id from moved) g join person p on p.account_id = ${accountId} and p.id = g.to_id`.execute(
    tx,
  )
  return rows
}

/** Gives what waits for people to their successors, tool by tool; what nobody takes over stays as it is. */
export const handOver = (
  tx: Tx,
  accountId: string,
  runId: string,
  personIds: string[],
  input: Successors & { addToProjects: boolean },
): Promise<HandedOver[]> =>
  giveItems(
    tx,
    accountId,
    runId,
    sql`i.person_id = any(${personIds}::uuid[]) and ${successorOf(input, 'i.tool')} is not null`,
    successorOf(input, 'i.tool'),
    input.addToProjects,
  )

/** Gives these items to one successor. */
export const giveTo = (
  tx: Tx,
  accountId: string,
  runId: string,
  itemIds: string[],
  input: { successor: string; addToProjects: boolean },
): Promise<HandedOver[]> =>
  giveItems(
    tx,
    accountId,
    runId,
    sql`i.id = any(${itemIds}::uuid[])`,
    sql`${input.successor}::uuid`,
    input.addToProjects,
  )

export type LeftBehind = { from_id: string; items: string }

/** Items of a person named one by one, before the rest is only counted. */
const mostNamed = 10

/**
 * Gives what runs took back to whom they took it from, where nobody gave it on, moved or closed it since, and remembers that.
 *
 * @returns from whom to whom something went, and what is left where it is, named
 */
async function giveBackTaken(
  tx: Tx,
  accountId: string,
  runId: string,
  taken: RawBuilder<unknown>,
): Promise<{ given: HandedOver[]; left: LeftBehind[] }> {
  const { rows } = await sql<HandedOver & { items: string | null }>`
    with given as materialized (${taken}),
    back as (
      update open_item i set person_id = given.from_id, given_in = ${runId}::uuid, changed_at = clock_timestamp()
      from given where i.account_id = ${accountId} and ${found('given', 'item_id')}
        and i.person_id = given.to_id and i.given_in = given.run_id and i.closed_at is null
      returning i.id, given.from_id, given.to_id),
    left_behind as (
      select given.from_id, i.ref, row_number() over (partition by given.from_id order by i.ref) as place
      from given join open_item i on i.account_id = ${accountId} and i.id = given.item_id
      where given.item_id not in (select id from back)),
    remembered as (
      insert into open_item_reassignment (account_id, run_id, item_id, from_id, to_id)
      select ${accountId}::uuid, ${runId}::uuid, id, to_id, from_id from back)
    select b.to_id as from_id, b.from_id as to_id, trim(p.first_name || ' ' || p.last_name) as to_name, '[]'::jsonb as added_to,
           null as items
    from (select distinct from_id, to_id from back) b join person p on p.account_id = ${accountId} and p.id = b.from_id
    union all
    select from_id, null, null, null,
           string_agg(ref, ', ' order by ref) filter (where place <= ${mostNamed})
             || case when count(*) > ${mostNamed} then ' +' || count(*) - ${mostNamed} else '' end
    from left_behind group by 1`.execute(tx)
  return {
    given: rows.filter(row => row.items === null),
    left: rows.flatMap(({ from_id, items }) => (items === null ? [] : [{ from_id, items }])),
  }
}

/**
 * Gives back what runs took from people. Looked up person by person (`offset 0` holds the planner to it): right after a large
 * run it does not know yet how much was given, and would walk all of it for each chunk.
 */
export const giveBack = (
  tx: Tx,
  accountId: string,
  { undone, runId }: { undone: string[]; runId: string },
  personIds: string[],
) =>
  giveBackTaken(
    tx,
    accountId,
    runId,
    sql`select given.* from unnest(${personIds}::uuid[]) as person(id) cross join lateral (
      select r.* from open_item_reassignment r
      where r.account_id = ${accountId} and r.run_id = any(${undone}::uuid[]) and r.from_id = person.id offset 0) given`,
  )

/** Gives these items back to whom a run took them from. */
export const giveBackItems = (
  tx: Tx,
  accountId: string,
  { undone, runId }: { undone: string; runId: string },
  itemIds: string[],
) =>
  giveBackTaken(
    tx,
    accountId,
    runId,
    sql`select * from open_item_reassignment r
      where r.account_id = ${accountId} and r.run_id = ${undone} and r.item_id = any(${itemIds}::uuid[])`,
  )

/** For the record: of each whose items went to somebody, to whom. */
export const eventsOf = (given: HandedOver[]): RawBuilder<{ person_id: string; detail: unknown }> => {
  const events = given.map(one => ({
    person_id: one.from_id,
    detail: { toId: one.to_id, to: one.to_name } satisfies AuditDetail<'open-items.reassigned'>,
  }))
  return sql`select * from jsonb_to_recordset(${JSON.stringify(events)}) as event(person_id uuid, detail jsonb)`
}

// ── single items, judged as `row`

/** Nobody takes anything over who is not an active user. */
export const leftNow = (accountId: string, personId: string): Expression<SqlBool> =>
  sql<SqlBool>`not exists (select from state_row s where s.account_id = ${accountId} and s.person_id = ${personId}::uuid
    and s.kind = 'user' and s.status = 'active')`

export const isNotOnProjectOf = (accountId: string, personId: string): Expression<SqlBool> =>
  isNotOnProject(accountId, sql`${personId}::uuid`, sql`row.project_id`)

/** Who has it has it from this run, and it is still open. */
export const wasGivenIn = (accountId: string, runId: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select from open_item i join open_item_reassignment r
      on r.account_id = i.account_id and r.item_id = i.id and r.run_id = ${runId}
    where i.account_id = ${accountId} and i.id = row.subject_id and i.given_in = ${runId} and i.person_id = r.to_id
      and i.closed_at is null)`

import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'
import type { Schema } from '../../db/views.ts'
import type { JudgedColumn, PeopleSelected } from './bulk-action.ts'

export const stateColumns = expressionBuilder<
  Schema & { row: Pick<Schema['state_row'], JudgedColumn> },
  'row'
>()

/** Whoever agrees in these is judged alike, unless it is the actor. */
const alike = [
  'status',
  'invitation_state',
  'template_id',
  'email_verdict',
  'phone_verdict',
] as const satisfies JudgedColumn[]

/** `case when … then 'reason' … end`: the first condition that holds; null when none does. */
export function caseOfReasons(
  reasons: { reason: string; condition: Expression<SqlBool> }[],
): RawBuilder<string | null> {
  if (!reasons.length) return sql<null>`null::text`
  const whens = reasons.map(({ reason, condition }) => sql`when ${condition} then ${sql.lit(reason)}`)
  return sql<string | null>`case ${sql.join(whens, sql` `)} end`
}

/** @param moment ISO 8601 to the microsecond, as `databaseNow` gives it */
export const changedAfter = (moment: string): Expression<SqlBool> =>
  sql<SqlBool>`changed_at > ${moment}::timestamptz`

/** Named people that exist; contacts and people of other accounts are nobody here. */
export function peopleNamed(tx: Tx, accountId: string, ids: string[]): PeopleSelected {
  return tx
    .selectFrom('state_row as row')
    .where('row.account_id', '=', accountId)
    .where('row.kind', '=', 'user')
    .where('row.person_id', '=', sql<string>`any(${ids}::uuid[])`)
}

export const except = (people: PeopleSelected, ids: string[]): PeopleSelected =>
  ids.length ? people.where('row.person_id', '!=', sql<string>`all(${ids}::uuid[])`) : people

// ── reviewing

/** ISO 8601 to the microsecond: a Date would cut it to milliseconds and take seen changes for new ones. */
export async function databaseNow(tx: Tx): Promise<string> {
  const { rows } = await sql<{ now: string }>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`.execute(tx)
  return rows[0]!.now
}

/**
 * How many are refused for which reason. Those who are alike are counted first and judged once, all but the actor, the one
 * person that refusals know by name: they are taken out of their kind and judged apart.
 */
export async function countByReason(
  tx: Tx,
  people: PeopleSelected,
  reason: RawBuilder<string | null>,
  actorId: string,
): Promise<{ reason: string | null; count: number }[]> {
  const kinds = people.select(alike).groupBy(alike)
  const actor = people.select(alike).where('row.person_id', '=', actorId)
  const { rows } = await sql<{ reason: string | null; count: number }>`
    select ${reason} as reason, sum(many)::int8 as count
    from (
      select kinds.*, null::uuid as person_id from (${kinds.select(eb => eb.fn.countAll<number>().as('many'))}) kinds
      union all select actor.*, -1, null from (${actor}) actor
      union all select actor.*, 1, ${actorId}::uuid from (${actor}) actor) judged
    group by 1 having sum(many) > 0`.execute(tx)
  return rows
}

export async function countPeople(people: PeopleSelected): Promise<number> {
  return (await people.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
}

/**
 * Some of those whom one reason refuses (or none does).
 *
 * @param order by name sorts the whole group: for small ones. By id it walks until the page is full: at any size.
 */
export function peopleJudged(
  tx: Tx,
  people: PeopleSelected,
  page: {
    judgement: Expression<SqlBool>[]
    order: 'name' | 'id'
    after: [string, string] | null
    limit: number
  },
) {
  let group = people.select('row.person_id').where(eb => eb.and(page.judgement))
  const byId = page.order === 'id'
  if (byId) {
    group = group.orderBy('row.person_id').limit(page.limit + 1)
    if (page.after) group = group.where('row.person_id', '>', page.after[1])
  }
  let named = tx
    .with(
      cte => cte('judged').materialized(),
      () => group,
    )
    .selectFrom('judged')
    .innerJoin('directory_row as d', 'd.id', 'judged.person_id')
    .select(['d.id', 'd.first_name', 'd.last_name', 'd.email', 'd.company_name', 'd.sort_name'])
    .limit(page.limit + 1)
  named = byId ? named.orderBy('d.id') : named.orderBy('d.sort_name').orderBy('d.id')
  if (!byId && page.after) {
    const [name, id] = page.after
    named = named.where(eb => eb(eb.refTuple('d.sort_name', 'd.id'), '>', eb.tuple(name, id)))
  }
  return named.execute()
}

/** False or not known: as CASE takes it. */
export const isNotTrue = (condition: Expression<SqlBool>): Expression<SqlBool> =>
  sql<SqlBool>`(${condition}) is not true`

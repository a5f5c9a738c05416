import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { SubjectName } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import type { Schema } from '../../db/views.ts'
import type { Way } from './bulk-action.ts'
import type { JudgedColumns, JudgedView, Selected, Subject } from './subject.ts'

// Names of columns are all that it makes: of which view is its reader's to know.
export const judgedColumns: JudgedColumns[SubjectName] = expressionBuilder<
  Schema & { row: Schema['state_row'] },
  'row'
>()

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

/** Somebody changed a subject after a run had acted on it. `row` is its narrow row. */
export const changedSinceRun = (accountId: string, runId: string): Expression<SqlBool> =>
  sql<SqlBool>`not exists (select from run_item i where i.account_id = ${accountId} and i.run_id = ${runId}
    and i.subject_id = row.subject_id and i.outcome = 'done' and row.changed_at <= i.settled_at)`

/** The rows of a judged view, from which a subject picks its own. */
export const judgedRows = (tx: Tx, view: JudgedView, accountId: string): Selected =>
  tx.selectFrom(`${view} as row` as 'state_row as row').where('row.account_id', '=', accountId)

export const withIds = (subjects: Selected, ids: string[]): Selected =>
  subjects.where('row.subject_id', '=', sql<string>`any(${ids}::uuid[])`)

export const except = (subjects: Selected, ids: string[]): Selected =>
  ids.length ? subjects.where('row.subject_id', '!=', sql<string>`all(${ids}::uuid[])`) : subjects

// ── reviewing

/** ISO 8601 to the microsecond: a Date would cut it to milliseconds and take seen changes for new ones. */
export async function databaseNow(tx: Tx): Promise<string> {
  const { rows } = await sql<{ now: string }>`
    select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`.execute(tx)
  return rows[0]!.now
}

type Count = { reason: string | null; way: Way | null; count: number }

/**
 * How many are refused for which reason, or acted on, and by which way written to. Those who are alike are counted first and judged once, all but the actor, the one
 * subject that refusals know by name: they are taken out of their kind and judged apart.
 */
export async function countByReason(
  tx: Tx,
  { alike }: Pick<Subject, 'alike'>,
  subjects: Selected,
  reason: RawBuilder<string | null>,
  way: Expression<Way | null>,
  actorId: string,
): Promise<Count[]> {
  if (!alike) return countOneByOne(tx, subjects, reason)
  const kinds = subjects.select(alike).groupBy(alike)
  const actor = subjects.select(alike).where('row.subject_id', '=', actorId)
  const { rows } = await sql<Count>`
    select ${reason} as reason, ${way} as way, sum(many)::int8 as count
    from (
      select kinds.*, null::uuid as subject_id from (${kinds.select(eb => eb.fn.countAll<number>().as('many'))}) kinds
      union all select actor.*, -1, null from (${actor}) actor
      union all select actor.*, 1, ${actorId}::uuid from (${actor}) actor) "row"
    group by 1, 2 having sum(many) > 0`.execute(tx)
  return rows
}

function countOneByOne(tx: Tx, subjects: Selected, reason: RawBuilder<string | null>): Promise<Count[]> {
  return tx
    .selectFrom(subjects.select(reason.as('reason')).as('judged'))
    .select(['judged.reason', sql<null>`null`.as('way'), eb => eb.fn.countAll<number>().as('count')])
    .groupBy('judged.reason')
    .execute()
}

/** Those of whom all this holds; the first condition spares the others for whom it does not. */
export const thoseOf = (subjects: Selected, conditions: Expression<SqlBool>[]): Selected =>
  subjects.where(eb => eb.and(conditions))

export const noWay: Expression<null> = sql<null>`null::text`

export async function countSelected(subjects: Selected): Promise<number> {
  return (await subjects.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
}

/**
 * Some of those whom one reason refuses (or none does).
 *
 * @param order by name sorts the whole group: for small ones. By id it walks until the page is full: at any size.
 */
export function subjectsJudged(
  tx: Tx,
  cards: ReturnType<Subject['cards']>,
  subjects: Selected,
  page: {
    judgement: Expression<SqlBool>[]
    order: 'name' | 'id'
    after: [string, string] | null
    limit: number
  },
) {
  let group = subjects.select('row.subject_id').where(eb => eb.and(page.judgement))
  const byId = page.order === 'id'
  if (byId) {
    group = group.orderBy('row.subject_id').limit(page.limit + 1)
    if (page.after) group = group.where('row.subject_id', '>', page.after[1])
  }
  let named = tx
    .with(
      cte => cte('judged').materialized(),
      () => group,
    )
    .selectFrom('judged')
    .innerJoin(cards.as('card'), 'card.id', 'judged.subject_id')
    .select(['card.id', 'card.name', 'card.email', 'card.company', 'card.sort_name'])
    .limit(page.limit + 1)
  named = byId ? named.orderBy('card.id') : named.orderBy('card.sort_name').orderBy('card.id')
  if (!byId && page.after) {
    const [name, id] = page.after
    named = named.where(eb => eb(eb.refTuple('card.sort_name', 'card.id'), '>', eb.tuple(name, id)))
  }
  return named.execute()
}

/** False or not known: as CASE takes it. */
export const isNotTrue = (condition: Expression<SqlBool>): Expression<SqlBool> =>
  sql<SqlBool>`(${condition}) is not true`

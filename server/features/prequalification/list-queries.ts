import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type {
  PrequalificationsFilter,
  PrequalificationsQuery,
} from '../../../contract/prequalification/prequalifications.ts'
import type { ShownStatus } from '../../../contract/prequalification/statuses.ts'
import { openFormStates } from '../../../contract/prequalification/statuses.ts'
import type { Tx } from '../../db/connect.ts'
import type { FormState } from '../../db/schema.ts'
import type { Schema } from '../../db/views.ts'

/** What a filter is measured by. @property today in the account's time zone */
export type Measure = { accountId: string; today: string; noticeDays: number; now: Date }

/** In one trip: every page waits for it. */
export async function whatMeasures(
  tx: Tx,
  accountId: string,
): Promise<{ timeZone: string; noticeDays: number | null }> {
  const { rows } = await sql<{ timeZone: string; noticeDays: number | null }>`
    select a.time_zone as "timeZone", s.expiry_notice_days as "noticeDays"
    from account a left join prequalification_setting s on s.account_id = a.id where a.id = ${accountId}`.execute(
    tx,
  )
  return rows[0]!
}

const eb = expressionBuilder<{ p: Schema['prequalification_row'] }, 'p'>()
const open = sql<SqlBool>`p.form_state in (${sql.join(openFormStates.map(state => sql.lit(state)))})`

const isExpired = ({ today }: Measure) => sql<SqlBool>`p.expires_on < ${today}::date`
const isExpiring = ({ today, noticeDays }: Measure) =>
  sql<SqlBool>`(p.expires_on >= ${today}::date and p.expires_on <= ${today}::date + ${noticeDays}::int)`
const isOverdue = ({ now }: Measure) => sql<SqlBool>`(p.due_at <= ${now} and ${open})`

/** What a filter says of `prequalification_row as p`. A form called back before anybody was written to was never there. */
function conditions(filter: PrequalificationsFilter, measure: Measure): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [
    eb('p.account_id', '=', measure.accountId),
    sql<SqlBool>`(p.form_id is not null or p.decision_id is not null)`,
  ]
  const { status, form, company, trade, q, expiring, overdue } = filter
  if (status === 'expired') all.push(isExpired(measure))
  else if (status) all.push(eb('p.status', '=', status), sql<SqlBool>`(${isExpired(measure)}) is not true`)
  if (form) all.push(eb('p.form_state', '=', form))
  if (company) all.push(eb('p.company_id', '=', company))
  if (trade) all.push(sql<SqlBool>`p.trades @> array[fold(${trade})]`)
  for (const word of (q ?? '').split(/\s+/).filter(Boolean))
    all.push(sql<SqlBool>`p.sort_name like fold(${`%${word.replace(/[\\%_]/g, '\\$&')}%`})`)
  if (expiring !== undefined) all.push(hasIt(isExpiring(measure), expiring))
  if (overdue !== undefined) all.push(hasIt(isOverdue(measure), overdue))
  return all
}

const hasIt = (condition: Expression<SqlBool>, wanted: boolean) =>
  wanted ? condition : sql<SqlBool>`(${condition}) is not true`

/** Who has no date comes last, whichever way it goes: as the indexes have it. */
const expiryIn = (direction: 'asc' | 'desc') =>
  direction === 'asc'
    ? sql<string>`coalesce(p.expires_on, date '9999-12-31')`
    : sql<string>`coalesce(p.expires_on, date '0001-01-01')`

/** The page is cut from the narrow table; only its rows are looked up in the others. */
export function pageOfPrequalifications(
  tx: Tx,
  measure: Measure,
  page: {
    filter: PrequalificationsFilter
    sort: PrequalificationsQuery['sort']
    after: [string, string] | null
    limit: number
  },
) {
  const byExpiry = page.sort.endsWith('expires')
  const isDescending = page.sort.startsWith('-')
  const direction = isDescending ? 'desc' : 'asc'
  const key = byExpiry ? expiryIn(direction) : sql<string>`p.sort_name`
  let rows = tx
    .selectFrom('prequalification_row as p')
    .select(['p.company_id', sql<string>`${key}::text`.as('sort_key')])
    .where(and => and.and(conditions(page.filter, measure)))
    .orderBy(key, direction)
    .orderBy('p.company_id', direction)
    .limit(page.limit + 1)
  if (page.after) {
    const comparison = sql.raw(isDescending ? '<' : '>')
    const place = byExpiry ? sql`${page.after[0]}::date` : sql`${page.after[0]}`
    rows = rows.where(sql<SqlBool>`(${key}, p.company_id) ${comparison} (${place}, ${page.after[1]}::uuid)`)
  }
  return named(tx, measure)
    .innerJoin(rows.as('page'), 'page.company_id', 'p.company_id')
    .select('page.sort_key')
    .orderBy(key, direction)
    .orderBy('p.company_id', direction)
    .execute()
}

export type PrequalificationListed = NonNullable<Awaited<ReturnType<typeof onePrequalification>>>

export function onePrequalification(tx: Tx, measure: Measure, companyId: string) {
  return named(tx, measure).where('p.company_id', '=', companyId).executeTakeFirst()
}

const named = (tx: Tx, measure: Measure) =>
  tx
    .selectFrom('prequalification_row as p')
    .innerJoin('company as c', join =>
      join.onRef('c.account_id', '=', 'p.account_id').onRef('c.id', '=', 'p.company_id'),
    )
    .leftJoin('company_form as f', join =>
      join.onRef('f.account_id', '=', 'p.account_id').onRef('f.id', '=', 'p.form_id'),
    )
    .leftJoin('person as contact', join =>
      join.onRef('contact.account_id', '=', 'p.account_id').onRef('contact.id', '=', 'p.primary_contact_id'),
    )
    .select([
      'p.company_id',
      'p.status',
      'p.decision_id',
      'p.changed_at',
      'p.primary_contact_id',
      'c.name',
      'c.trades',
      'c.status as company_status',
      'f.id as form_id',
      'f.state as form_state',
      'f.percent',
      'f.round',
      'f.due_at',
      'f.submitted_at',
      sql<string | null>`p.expires_on::text`.as('expires_on'),
      sql<boolean>`coalesce(${isExpired(measure)}, false)`.as('is_expired'),
      sql<boolean>`coalesce(${isOverdue(measure)}, false)`.as('is_overdue'),
      sql<string | null>`trim(contact.first_name || ' ' || contact.last_name)`.as('contact_name'),
    ])
    .where('p.account_id', '=', measure.accountId)

/** What holds on each of these companies beside its status. */
export function decidedOn(tx: Tx, accountId: string, companyIds: string[]) {
  return tx
    .selectFrom('prequalification as p')
    .innerJoin('qualification_decision as d', join =>
      join.onRef('d.account_id', '=', 'p.account_id').onRef('d.id', '=', 'p.decision_id'),
    )
    .select(['p.company_id', 'd.single_project_limit', 'd.aggregate_limit', 'd.currency', 'd.exceptions'])
    .where('p.account_id', '=', accountId)
    .where('p.company_id', '=', sql<string>`any(${companyIds}::uuid[])`)
    .execute()
}

const matching = (tx: Tx, filter: PrequalificationsFilter, measure: Measure) =>
  tx.selectFrom('prequalification_row as p').where(and => and.and(conditions(filter, measure)))

/** @param most beyond which nobody counts on */
export async function countSubmitted(tx: Tx, accountId: string, most: number): Promise<number> {
  const submitted = tx
    .selectFrom('prequalification_row as p')
    .select('p.company_id')
    .where('p.account_id', '=', accountId)
    .where('p.form_state', '=', 'submitted')
    .where('p.form_id', 'is not', null)
    .limit(most)
  const { count } = await tx
    .selectFrom(submitted.as('submitted'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** How many match, without the filter's own choice of status or form. */
export async function countsOf(tx: Tx, measure: Measure, filter: PrequalificationsFilter) {
  const count = sql<number>`count(*)`
  const perStatus = await matching(tx, { ...filter, status: undefined }, measure)
    .select([
      sql<ShownStatus>`case when ${isExpired(measure)} then 'expired' else p.status::text end`.as('status'),
      count.as('count'),
    ])
    .groupBy(sql`1`)
    .execute()
  const perForm = await matching(tx, { ...filter, form: undefined }, measure)
    .select(['p.form_state', count.as('count')])
    .groupBy('p.form_state')
    .execute()
  const { expiring: _, overdue: __, ...others } = filter
  const flags = await matching(tx, others, measure)
    .select([
      sql<number>`count(*) filter (where ${isExpiring(measure)})`.as('expiring'),
      sql<number>`count(*) filter (where ${isOverdue(measure)})`.as('overdue'),
    ])
    .executeTakeFirstOrThrow()
  return { perStatus, perForm: perForm as { form_state: FormState; count: number }[], ...flags }
}

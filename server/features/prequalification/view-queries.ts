import { sql } from 'kysely'
import type { HistoryEntry } from '../../../contract/prequalification/prequalifications.ts'
import type { Tx } from '../../db/connect.ts'

const fullName = (alias: string) =>
  sql<string>`trim(${sql.ref(`${alias}.first_name`)} || ' ' || ${sql.ref(`${alias}.last_name`)})`

export type DecisionRow = Awaited<ReturnType<typeof decisionsOn>>[number]

/** All that was ever decided on a company, the newest first. */
export function decisionsOn(tx: Tx, accountId: string, companyId: string) {
  return tx
    .selectFrom('qualification_decision as d')
    .innerJoin('person as by', join =>
      join.onRef('by.account_id', '=', 'd.account_id').onRef('by.id', '=', 'd.decided_by'),
    )
    .select([
      'd.id',
      'd.status',
      'd.single_project_limit',
      'd.aggregate_limit',
      'd.currency',
      'd.exceptions',
      'd.notes',
      'd.decided_at',
      'd.decided_by',
      sql<string | null>`d.expires_on::text`.as('expires_on'),
      fullName('by').as('by_name'),
    ])
    .where('d.account_id', '=', accountId)
    .where('d.company_id', '=', companyId)
    .orderBy('d.decided_at', 'desc')
    .orderBy('d.id', 'desc')
    .execute()
}

/** Over `r` of respondent. */
const whyLatestReminderWasNotSent = sql<string | null>`(
  select case when m.state in ('cancelled', 'suppressed', 'refused', 'bounced') then m.reason end from message m
  where m.account_id = r.account_id and m.invitation_id = r.id and m.kind = 'prequalification-reminder'
  order by m.ordinal desc limit 1)`

/** Who was invited to the current form, and who to an earlier one and still has access. */
export function respondentsOf(tx: Tx, accountId: string, companyId: string) {
  return tx
    .selectFrom('respondent as r')
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 'r.account_id').onRef('p.id', '=', 'r.person_id'),
    )
    .innerJoin('person_state as s', join =>
      join.onRef('s.account_id', '=', 'r.account_id').onRef('s.person_id', '=', 'r.person_id'),
    )
    .distinctOn('r.person_id')
    .select([
      'r.person_id',
      'p.email',
      'r.state',
      'r.error_reason',
      'r.invited_at',
      'r.sent_at',
      'r.reminders_sent',
      'r.next_reminder_at',
      'r.reminders_stopped_at',
      's.joined_at',
      fullName('p').as('name'),
      whyLatestReminderWasNotSent.as('not_reminded_because'),
    ])
    .where('r.account_id', '=', accountId)
    .where('r.company_id', '=', companyId)
    .where('r.state', '!=', 'cancelled')
    .orderBy('r.person_id')
    .orderBy('r.invited_at', 'desc')
    .execute()
}

export function formsOf(tx: Tx, accountId: string, companyId: string) {
  return tx
    .selectFrom('company_form')
    .select(['id', 'round', 'form_version', 'state', 'created_at', 'submitted_at'])
    .where('account_id', '=', accountId)
    .where('company_id', '=', companyId)
    .orderBy('round', 'desc')
    .execute()
}

/** Newest first. */
export async function historyOf(tx: Tx, accountId: string, companyId: string, limit: number) {
  const rows = await tx
    .selectFrom('prequalification_event as e')
    .leftJoin('person as by', join =>
      join.onRef('by.account_id', '=', 'e.account_id').onRef('by.id', '=', 'e.actor_id'),
    )
    .select(['e.at', 'e.event', 'e.actor_id', 'e.params', fullName('by').as('by_name')])
    .where('e.account_id', '=', accountId)
    .where('e.company_id', '=', companyId)
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(
    (row): HistoryEntry => ({
      at: row.at.toISOString(),
      event: row.event as HistoryEntry['event'],
      by: row.actor_id ? { id: row.actor_id, name: row.by_name } : null,
      params: row.params as HistoryEntry['params'],
    }),
  )
}

export async function setPrimaryContact(
  tx: Tx,
  accountId: string,
  companyId: string,
  personId: string | null,
): Promise<void> {
  await tx
    .updateTable('prequalification')
    .set({ primary_contact_id: personId, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('company_id', '=', companyId)
    .execute()
}

export async function isActiveUserOf(
  tx: Tx,
  accountId: string,
  companyId: string,
  personId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('person_state')
    .select('person_id')
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('company_id', '=', companyId)
    .where('kind', '=', 'user')
    .where('status', '=', 'active')
    .executeTakeFirst()
  return row !== undefined
}

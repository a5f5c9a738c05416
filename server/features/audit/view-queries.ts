import { sql } from 'kysely'
import type { AuditQuery } from '../../../contract/audit.ts'
import type { Tx } from '../../db/connect.ts'

export type AuditRow = Awaited<ReturnType<typeof pageOfEvents>>[number]

/** Newest first. @param after the exact moment and id of the last row of the page before @returns one more than `limit` where there is a next page */
export function pageOfEvents(
  tx: Tx,
  accountId: string,
  only: Pick<AuditQuery, 'event' | 'person' | 'run' | 'from' | 'until'> & { subject?: string },
  after: [string, string] | null,
  limit: number,
) {
  let rows = tx
    .selectFrom('audit_event as e')
    .leftJoin('person as actor', join =>
      join.onRef('actor.account_id', '=', 'e.account_id').onRef('actor.id', '=', 'e.actor_id'),
    )
    .leftJoin('person as subject', join =>
      join.onRef('subject.account_id', '=', 'e.account_id').onRef('subject.id', '=', 'e.subject_id'),
    )
    .leftJoin('audit_link as link', join =>
      join.onRef('link.account_id', '=', 'e.account_id').onRef('link.event_id', '=', 'e.id'),
    )
    .select([
      'e.id',
      'e.at',
      'e.event',
      'e.actor_id',
      'e.subject_id',
      'e.run_id',
      'e.detail',
      'link.sequence',
      sql<string>`e.at::text`.as('place'),
      sql<string | null>`trim(actor.first_name || ' ' || actor.last_name)`.as('actor_name'),
      sql<string | null>`trim(subject.first_name || ' ' || subject.last_name)`.as('subject_name'),
    ])
    .where('e.account_id', '=', accountId)
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
  if (only.subject) rows = rows.where('e.subject_id', '=', only.subject)
  if (only.event) rows = rows.where('e.event', '=', only.event)
  if (only.run) rows = rows.where('e.run_id', '=', only.run)
  if (only.person) {
    const { person } = only
    rows = rows.where(eb => eb.or([eb('e.subject_id', '=', person), eb('e.actor_id', '=', person)]))
  }
  if (only.from) rows = rows.where('e.at', '>=', new Date(only.from))
  if (only.until) rows = rows.where('e.at', '<', new Date(only.until))
  if (after) rows = rows.where(sql<boolean>`(e.at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return rows.execute()
}

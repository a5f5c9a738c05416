import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** Newest first. @param tx as operator @param after the exact moment and id of the last row of the page before @returns one more than `limit` where there is a next page */
export function pageOfInstallationEvents(tx: Tx, after: [string, string] | null, limit: number) {
  let rows = tx
    .selectFrom('installation_event as e')
    .leftJoin('super_admin_name as n', 'n.login_id', 'e.actor_id')
    .leftJoin('installation_link as link', 'link.event_id', 'e.id')
    .select([
      'e.id',
      'e.at',
      'e.event',
      'e.detail',
      'link.sequence',
      'n.user_name',
      sql<string>`e.at::text`.as('place'),
    ])
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit + 1)
  if (after) rows = rows.where(sql<boolean>`(e.at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return rows.execute()
}

import type {
  InstallationEntry,
  InstallationEventName,
  InstallationEventsQuery,
} from '../../../contract/installation-events.ts'
import type { Page } from '../../../contract/paging.ts'
import type { Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { pageOfInstallationEvents } from './event-queries.ts'

/** A page of what super admins did, newest first. @param tx as operator */
export async function listInstallationEvents(
  tx: Tx,
  { limit, cursor }: InstallationEventsQuery,
): Promise<Page<InstallationEntry>> {
  const after = cursor ? fromCursor(cursor, 'moment', 'id') : null
  const rows = await pageOfInstallationEvents(tx, after, limit)
  return cutPage(
    rows,
    limit,
    row => [row.place, row.id],
    row => ({
      id: row.id,
      at: row.at.toISOString(),
      event: row.event as InstallationEventName,
      actor: row.user_name,
      detail: row.detail as InstallationEntry['detail'],
      sequence: row.sequence,
    }),
  )
}

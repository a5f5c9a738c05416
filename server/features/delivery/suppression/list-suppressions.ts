import type { Suppression } from '../../../../contract/suppressions.ts'
import type { Tx } from '../../../db/connect.ts'
import { cutPage, fromCursor } from '../../../db/keyset.ts'
import { suppressionPage } from './queries.ts'
import { mayBeLifted } from './suppress.ts'

/** Addresses that are not written to, newest first. @throws Problem malformed-request */
export async function listSuppressions(
  tx: Tx,
  accountId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Suppression[]; next: string | null }> {
  const [place, id] = cursor === undefined ? [] : fromCursor(cursor, 'moment', 'id')
  const after = place !== undefined && id !== undefined ? { place, id } : null
  const rows = await suppressionPage(tx, accountId, limit + 1, after)
  return cutPage(
    rows,
    limit,
    row => [row.place, row.id],
    row => ({
      id: row.id,
      channel: row.channel as Suppression['channel'],
      address: row.address,
      reason: row.reason,
      detail: row.detail,
      since: row.created_at.toISOString(),
      person: row.person,
      whyNotLift: mayBeLifted(row) ? null : 'still-stopped',
    }),
  )
}

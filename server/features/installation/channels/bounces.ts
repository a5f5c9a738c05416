import type { DeliverySettings } from '../../../../contract/delivery-settings.ts'
import type { ReportVerdict } from '../../../../contract/mail-reports.ts'
import type { Tx } from '../../../db/connect.ts'
import { parseBounceUrl, reportCounts } from '../../delivery/index.ts'

/** Where what comes back is listened for, as the environment sets it. */
export function bouncesOf(bounceUrl: string | null): DeliverySettings['bounces'] {
  if (bounceUrl === null) return null
  const { domain, host, port } = parseBounceUrl(bounceUrl)
  return { domain, listensAt: `${host}:${port}` }
}

/** @param tx as operator */
export async function reportsSoFar(tx: Tx): Promise<DeliverySettings['reports']> {
  const rows = await reportCounts(tx)
  return rows.map(row => ({
    verdict: row.verdict as ReportVerdict,
    count: Number(row.reports),
    lastAt: row.last_at.toISOString(),
  }))
}

import type { Page } from '../../../contract/paging.ts'
import type {
  PrequalificationCounts,
  PrequalificationRow,
  PrequalificationsFilter,
  PrequalificationsQuery,
} from '../../../contract/prequalification/prequalifications.ts'
import { formStates, shownStatuses } from '../../../contract/prequalification/statuses.ts'
import type { Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { dayIn } from './day-in.ts'
import {
  countsOf,
  type Measure,
  onePrequalification,
  type PrequalificationListed,
  pageOfPrequalifications,
  whatMeasures,
} from './list-queries.ts'
import { defaultSettings } from './settings.ts'

/** What filters are measured by at a moment. */
export async function measureAt(tx: Tx, accountId: string, now: Date): Promise<Measure> {
  const { timeZone, noticeDays } = await whatMeasures(tx, accountId)
  return {
    accountId,
    today: dayIn(timeZone, now),
    noticeDays: noticeDays ?? defaultSettings.expiryNoticeDays,
    now,
  }
}

export async function listPrequalifications(
  tx: Tx,
  accountId: string,
  query: PrequalificationsQuery,
): Promise<Page<PrequalificationRow>> {
  const { limit, cursor, sort, ...filter } = query
  const after = cursor ? fromCursor(cursor, sort.endsWith('expires') ? 'moment' : 'text', 'id') : null
  const measure = await measureAt(tx, accountId, new Date())
  const rows = await pageOfPrequalifications(tx, measure, { filter, sort, after, limit })
  return cutPage(rows, limit, row => [row.sort_key, row.company_id], toPrequalificationRow)
}

export async function countPrequalifications(
  tx: Tx,
  accountId: string,
  filter: PrequalificationsFilter,
): Promise<PrequalificationCounts> {
  const measure = await measureAt(tx, accountId, new Date())
  const { perStatus, perForm, expiring, overdue } = await countsOf(tx, measure, filter)
  const status = Object.fromEntries(
    shownStatuses.map(one => [one, perStatus.find(row => row.status === one)?.count ?? 0]),
  ) as PrequalificationCounts['status']
  const form = Object.fromEntries(
    formStates.map(one => [one, perForm.find(row => row.form_state === one)?.count ?? 0]),
  ) as PrequalificationCounts['form']
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0)
  return { total: filter.status ? status[filter.status] : sum(status), status, form, expiring, overdue }
}

/** @returns undefined where the company was never invited */
export const prequalificationOf = async (tx: Tx, accountId: string, companyId: string) =>
  onePrequalification(tx, await measureAt(tx, accountId, new Date()), companyId)

export const toPrequalificationRow = (row: PrequalificationListed): PrequalificationRow => ({
  company: {
    id: row.company_id,
    name: row.name,
    trades: row.trades,
    isActive: row.company_status === 'active',
  },
  status: row.is_expired ? 'expired' : row.status,
  decided: row.status,
  expiresOn: row.expires_on,
  form: row.form_id
    ? {
        id: row.form_id,
        state: row.form_state!,
        percent: row.percent!,
        round: row.round!,
        isOverdue: row.is_overdue,
        dueAt: row.due_at?.toISOString() ?? null,
        submittedAt: row.submitted_at?.toISOString() ?? null,
      }
    : null,
  primaryContact: row.primary_contact_id
    ? { id: row.primary_contact_id, name: row.contact_name ?? '' }
    : null,
})

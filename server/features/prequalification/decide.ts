import type { Form } from '../../../contract/prequalification/form.ts'
import type { DecisionInput } from '../../../contract/prequalification/prequalifications.ts'
import type { Fault } from '../../../contract/problems.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { versionOf } from '../directory/index.ts'
import { type Actor, actedBy } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import { dayIn } from './day-in.ts'
import { accountCurrency } from './form/account-currency.ts'
import { insertEvents } from './opening-queries.ts'
import { insertDecision, takePrequalification } from './submission-queries.ts'

/**
 * Finalize Qualification: decides on a company; what it has submitted is reviewed by that. A decision is never changed, only
 * followed by the next. Source: product.md section 3, Qualification status.
 *
 * @param ifMatch version that the admin saw; null decides on whatever is there
 * @throws Problem not-found, changed-meanwhile, faulty-input with all faults at once
 */
export async function decide(
  tx: Tx,
  actor: Actor,
  companyId: string,
  given: DecisionInput,
  ifMatch: string | null,
): Promise<void> {
  const { accountId } = actor
  const row = await takePrequalification(tx, accountId, companyId)
  if (!row) throw new Problem('not-found')
  if (ifMatch !== null && ifMatch !== versionOf(row.changed_at)) throw new Problem('changed-meanwhile')
  const account = await accountSettings(tx, accountId)
  refuseFaults(decisionFaults(given, dayIn(account.timeZone, new Date())))
  const isQualified = qualifies(given)
  await insertDecision(tx, accountId, {
    id: newId(),
    company_id: companyId,
    form_id: row.form_id,
    status: given.status,
    expires_on: isQualified ? given.expiresOn : null,
    single_project_limit: isQualified ? given.singleProjectLimit : null,
    aggregate_limit: isQualified ? given.aggregateLimit : null,
    currency: (row.form as Form | null)?.currency ?? accountCurrency(account.country),
    exceptions: given.status === 'qualified_with_exceptions' ? given.exceptions : null,
    notes: given.notes || null,
    decided_by: actor.personId,
  })
  const params = { status: given.status, before: row.status }
  await insertEvents(tx, accountId, actor.personId, [
    { id: newId(), companyId, formId: row.form_id, event: 'decided', params },
  ])
  await record(tx, actedBy(actor), 'prequalification.decided', { companyId, ...params })
}

const qualifies = ({ status }: DecisionInput) =>
  status === 'qualified' || status === 'qualified_with_exceptions'

/** @param today in the account's time zone: a qualification that ends today is no use to anybody */
export function decisionFaults(given: DecisionInput, today: string): Fault[] {
  const faults: Fault[] = []
  const needed = (field: keyof DecisionInput) => faults.push({ path: [field], reason: 'required' })
  if (qualifies(given)) {
    if (!given.expiresOn) needed('expiresOn')
    else if (given.expiresOn <= today) faults.push({ path: ['expiresOn'], reason: 'not-in-the-future' })
    if (!given.singleProjectLimit) needed('singleProjectLimit')
    if (!given.aggregateLimit) needed('aggregateLimit')
    else if (Number(given.aggregateLimit) < Number(given.singleProjectLimit ?? 0))
      faults.push({ path: ['aggregateLimit'], reason: 'below-single-limit' })
  }
  if (given.status === 'qualified_with_exceptions' && !given.exceptions) needed('exceptions')
  return faults
}

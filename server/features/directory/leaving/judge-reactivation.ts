import type { ReactivationInput } from '../../../../contract/inactivation.ts'
import type { Fault } from '../../../../contract/problems.ts'
import type { Tx } from '../../../db/connect.ts'
import { type Actor, may, templatesOf } from '../../permissions/index.ts'

/** What is wrong with what a reactivation is told, all of it. */
export async function faultsOfReactivation(
  tx: Tx,
  actor: Actor,
  input: Pick<ReactivationInput, 'withCompany' | 'templateId'>,
): Promise<Fault[]> {
  const faults: Fault[] = []
  if (input.withCompany && !may(actor, 'companies.reactivate-and-merge'))
    faults.push({ path: ['withCompany'], reason: 'may-not-reactivate-companies' })
  if (input.templateId) {
    const templates = await templatesOf(tx, actor.accountId)
    if (!templates.some(one => one.id === input.templateId && !one.archived_at))
      faults.push({ path: ['templateId'], reason: 'template-unknown' })
  }
  return faults
}

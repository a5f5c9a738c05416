import type { ReactivationInput } from '../../../../contract/inactivation.ts'
import type { Fault } from '../../../../contract/problems.ts'
import type { Tx } from '../../../db/connect.ts'
import { type Actor, may, templatesOf } from '../../permissions/index.ts'
import { mayReactivateUsers } from '../policy.ts'
import { projectFor } from '../projects/queries.ts'

/** What is wrong with what a reactivation is told, all of it. */
export async function faultsOfReactivation(tx: Tx, actor: Actor, input: ReactivationInput): Promise<Fault[]> {
  const faults: Fault[] = []
  if (input.withCompany && !may(actor, 'companies.reactivate-and-merge'))
    faults.push({ path: ['withCompany'], reason: 'may-not-reactivate-companies' })
  if (input.templateId) {
    const templates = await templatesOf(tx, actor.accountId)
    if (!templates.some(one => one.id === input.templateId && !one.archived_at))
      faults.push({ path: ['templateId'], reason: 'template-unknown' })
    else if (input.projectId && !mayReactivateUsers(actor))
      faults.push({ path: ['templateId'], reason: 'template-not-assignable' })
  }
  if (input.projectId && !(await projectFor(tx, actor, input.projectId)))
    faults.push({ path: ['projectId'], reason: 'project-unknown' })
  return faults
}

import type { ReactivationInput } from '../../../../contract/inactivation.ts'
import type { Narrowed } from '../../bulk/index.ts'
import { isOnProject } from './member-queries.ts'
import { mayReactivateOn } from './policy.ts'
import { projectFor } from './queries.ts'

/** Who looks after one project brings back whoever is on it, and sees nobody else by that. Source: seed 002. */
export const forProjectAdmins: Narrowed<ReactivationInput> = {
  async mayPress(tx, actor, { projectId }) {
    const project = projectId && (await projectFor(tx, actor, projectId))
    return project ? mayReactivateOn(actor, project) : false
  },
  within: (selected, accountId, { projectId }) => selected.where(isOnProject(accountId, projectId!)),
}

import { z } from 'zod'
import { recordEach } from '../../audit/index.ts'
import { defineBulkAction } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { callOffPlans, isPlanned } from '../leaving/inactivation-queries.ts'
import { outOfReach } from '../out-of-reach.ts'

/** Calls off inactivations that are planned for a later day: these users stay active. */
export const cancelInactivations = defineBulkAction({
  name: 'user.cancel-inactivation',
  subject: 'user',
  permission: 'directory.create-and-edit-users',
  input: z.object({}).strict(),
  sends: false,
  judgesEach: () => true,

  refusals: {
    'already-inactive': ({ state }) => state('status', '=', 'inactive'),
    'is-company-admin': outOfReach,
    'nothing-planned': ({ state, actor }) => state.not(isPlanned(actor.accountId)),
  },

  async apply(tx, personIds, run) {
    const stay = await callOffPlans(tx, run.accountId, personIds)
    await recordEach(tx, actedBy(run.actor, run.id), 'person.inactivation-cancelled', {}, stay)
    return undefined
  },
})

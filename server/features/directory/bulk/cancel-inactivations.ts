import { z } from 'zod'
import { recordEach, recordEachOwn } from '../../audit/index.ts'
import { changedSinceRun, defineBulkAction } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import {
  callOffFor,
  dayHasCome,
  dayPlannedForEach,
  isPlanned,
  planAgain,
} from '../leaving/planning-queries.ts'
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
    const stay = await callOffFor(tx, run.accountId, personIds, run.id)
    await recordEach(tx, actedBy(run.actor, run.id), 'person.inactivation-cancelled', {}, stay)
    return undefined
  },

  undo: {
    refusals: {
      'already-inactive': ({ state }) => state('status', '=', 'inactive'),
      yourself: ({ state, actor }) => state('subject_id', '=', actor.personId),
      'is-company-admin': outOfReach,
      'changed-since-run': ({ state, actor, input }) =>
        state.or([isPlanned(actor.accountId), changedSinceRun(actor.accountId, input.undone)]),
      'day-has-come': ({ actor, input }) => dayHasCome(actor.accountId, input.undone),
    },
    async apply(tx, personIds, run) {
      const { undone } = run.input
      await planAgain(tx, run.accountId, personIds, undone)
      const planned = dayPlannedForEach(run.accountId, personIds, undone)
      await recordEachOwn(tx, actedBy(run.actor, run.id), 'person.inactivation-planned', planned)
      return undefined
    },
  },
})

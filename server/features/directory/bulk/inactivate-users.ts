import { type InactivationInput, inactivationInput, successorsOf } from '../../../../contract/inactivation.ts'
import { recordEach } from '../../audit/index.ts'
import { type BulkAction, defineBulkAction } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { faultsOfInactivation } from '../leaving/judge-inactivation.ts'
import { type InactivationListener, leave } from '../leaving/leave.ts'
import { plan } from '../leaving/planning-queries.ts'
import type { Succession } from '../leaving/succession.ts'
import { undoInactivation } from '../leaving/undo-inactivation.ts'
import { outOfReach } from '../out-of-reach.ts'

/**
 * Inactivates users: from that moment they cannot get into this account; all history is kept. Their open items stay as they
 * are or go to successors, in the same transaction. With a later day it is only planned, and judged anew when that comes.
 *
 * Never yourself: so there is always an active Directory Admin left, the one who pressed.
 * Source: seed 002.
 */
export const inactivateUsers = (
  listeners: InactivationListener[],
  succession: Succession,
): BulkAction<InactivationInput, 'user'> =>
  defineBulkAction<InactivationInput, 'user'>({
    name: 'user.inactivate',
    subject: 'user',
    permission: 'directory.create-and-edit-users',
    input: inactivationInput,
    sends: false,
    variant: ({ on }) => (on ? { name: 'planned', day: on } : null),
    judgesEach: input => successorsOf(input).length > 0,
    faultsOf: faultsOfInactivation,
    alsoLocks: successorsOf,

    refusals: {
      'already-inactive': ({ state }) => state('status', '=', 'inactive'),
      yourself: ({ state, actor }) => state('subject_id', '=', actor.personId),
      'is-company-admin': outOfReach,
      'is-successor': ({ state, input }) =>
        state.or(successorsOf(input).map(successor => state('subject_id', '=', successor))),
      ...succession.refusals,
    },

    async apply(tx, personIds, run) {
      const { accountId, id: runId, account, input } = run
      if (input.on) {
        await plan(tx, accountId, personIds, { runId, day: input.on, timeZone: account.timeZone })
        await recordEach(
          tx,
          actedBy(run.actor, runId),
          'person.inactivation-planned',
          { on: input.on },
          personIds,
        )
        return
      }
      await succession.handOver(tx, personIds, run)
      await leave(tx, personIds, run, listeners)
    },

    undo: undoInactivation(succession),
  })

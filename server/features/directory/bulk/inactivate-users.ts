import { type InactivationInput, inactivationInput, successorsOf } from '../../../../contract/inactivation.ts'
import type { Tx } from '../../../db/connect.ts'
import { recordEach } from '../../audit/index.ts'
import { type BulkAction, defineBulkAction } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { inactivate, plan } from '../leaving/inactivation-queries.ts'
import { faultsOfInactivation } from '../leaving/judge-inactivation.ts'
import type { Succession } from '../leaving/succession.ts'
import { undoInactivation } from '../leaving/undo-inactivation.ts'
import { outOfReach } from '../out-of-reach.ts'

/** What ends with a user's activity, in the same transaction: sessions, API keys, the pending invitation. */
export type InactivationListener = (tx: Tx, accountId: string, personIds: string[]) => Promise<void>

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
      const by = actedBy(run.actor, runId)
      if (input.on) {
        await plan(tx, accountId, personIds, { runId, day: input.on, timeZone: account.timeZone })
        await recordEach(tx, by, 'person.inactivation-planned', { on: input.on }, personIds)
        return
      }
      await succession.handOver(tx, personIds, run)
      for (const listener of listeners) await listener(tx, accountId, personIds)
      await inactivate(tx, accountId, personIds, runId)
      await recordEach(tx, by, 'person.inactivated', {}, personIds)
    },

    undo: undoInactivation(succession),
  })

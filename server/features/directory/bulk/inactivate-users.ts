import { z } from 'zod'
import type { Tx } from '../../../db/connect.ts'
import { recordEach } from '../../audit/index.ts'
import { type BulkAction, defineBulkAction } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { outOfReach } from '../out-of-reach.ts'
import { setInactive } from '../queries.ts'

/** What ends with a user's activity, in the same transaction: sessions, the pending invitation. */
export type InactivationListener = (tx: Tx, accountId: string, personIds: string[]) => Promise<void>

/**
 * Inactivates users: from that moment they cannot get into this account; all history is kept.
 *
 * Never yourself: so there is always an active Directory Admin left, the one who pressed.
 * Source: seed 002.
 */
export const inactivateUsers = (listeners: InactivationListener[]): BulkAction<Record<string, never>> =>
  defineBulkAction({
    name: 'user.inactivate',
    subject: 'user',
    permission: 'directory.create-and-edit-users',
    input: z.object({}).strict(),
    sends: false,

    refusals: {
      'already-inactive': ({ state }) => state('status', '=', 'inactive'),
      yourself: ({ state, actor }) => state('subject_id', '=', actor.personId),
      'is-company-admin': outOfReach,
    },

    async apply(tx, personIds, run) {
      await setInactive(tx, run.accountId, personIds)
      for (const listener of listeners) await listener(tx, run.accountId, personIds)
      await recordEach(tx, actedBy(run.actor, run.id), 'person.inactivated', {}, personIds)
    },
  })

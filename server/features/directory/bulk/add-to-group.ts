import { type AddToGroupInput, addToGroupInput } from '../../../../contract/groups.ts'
import type { Tx } from '../../../db/connect.ts'
import { recordEach } from '../../audit/index.ts'
import { type BulkAction, defineBulkAction, type RunInHand } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import {
  deleteGroupMembers,
  groupIsGone,
  insertGroupMembers,
  isInactive,
  isInGroup,
  isNotInGroupFrom,
} from '../groups/many-queries.ts'
import { groupWithDetails } from '../groups/queries.ts'

/** Puts users, or contacts, into a distribution group. Source: product.md section 4. */
const addToGroup = <Of extends 'user' | 'contact'>(subject: Of): BulkAction<AddToGroupInput, Of> =>
  defineBulkAction<AddToGroupInput, Of>({
    name: `${subject}.add-to-group`,
    subject,
    permission: 'groups.edit',
    input: addToGroupInput,
    sends: false,
    judgesEach: () => true,
    judgedByInput: ['group-gone', 'is-in-group'],

    refusals: {
      inactive: () => isInactive,
      'group-gone': ({ actor, input }) => groupIsGone(actor.accountId, input.groupId),
      'is-in-group': ({ actor, input }) => isInGroup(actor.accountId, input.groupId),
    },

    async apply(tx, personIds, run) {
      const { groupId } = run.input
      await insertGroupMembers(tx, run.accountId, groupId, personIds)
      await recordEach(
        tx,
        actedBy(run.actor, run.id),
        'group.person-added',
        await named(tx, run, groupId),
        personIds,
      )
      return undefined
    },

    undo: {
      refusals: {
        // Who left has the group in what they come back with.
        inactive: () => isInactive,
        'changed-since-run': ({ actor, input }) =>
          isNotInGroupFrom(actor.accountId, input.input.groupId, input.undone),
      },
      async apply(tx, personIds, run) {
        const { groupId } = run.input.input
        const detail = await named(tx, run, groupId)
        await deleteGroupMembers(tx, run.accountId, groupId, personIds)
        await recordEach(tx, actedBy(run.actor, run.id), 'group.person-removed', detail, personIds)
        return undefined
      },
    },
  })

export const addUsersToGroup = addToGroup('user')
export const addContactsToGroup = addToGroup('contact')

const named = async (tx: Tx, { accountId }: RunInHand, groupId: string) => ({
  groupId,
  group: (await groupWithDetails(tx, accountId, groupId))?.name ?? '',
})

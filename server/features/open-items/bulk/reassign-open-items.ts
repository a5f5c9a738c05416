import { type ReassignmentInput, reassignmentInput } from '../../../../contract/inactivation.ts'
import { type BulkAction, defineBulkAction } from '../../bulk/index.ts'
import { faultsOfSuccessors } from '../../directory/index.ts'
import { recordHandedOver } from '../succession.ts'
import { giveBackItems, giveTo, isNotOnProjectOf, leftNow, wasGivenIn } from '../succession-queries.ts'

/** Gives open items to somebody else, who is active and on their projects. Source: seed 002, the Assignment Report. */
export const reassignOpenItems: BulkAction<ReassignmentInput, 'open-item'> = defineBulkAction({
  name: 'open-item.reassign',
  subject: 'open-item',
  permission: 'open-items.reassign',
  input: reassignmentInput,
  sends: false,
  faultsOf: faultsOfSuccessors,
  alsoLocks: ({ successor }) => [successor],
  judgedByInput: ['waits-for-them-already', 'successor-inactive', 'successor-not-on-project'],

  refusals: {
    closed: ({ state }) => state('closed_at', 'is not', null),
    'waits-for-them-already': ({ state, input }) => state('person_id', '=', input.successor),
    'successor-inactive': ({ actor, input }) => leftNow(actor.accountId, input.successor),
    'successor-not-on-project': ({ state, actor, input }) =>
      input.addToProjects ? state.lit(false) : isNotOnProjectOf(actor.accountId, input.successor),
  },

  async apply(tx, itemIds, run) {
    await recordHandedOver(tx, run, await giveTo(tx, run.accountId, run.id, itemIds, run.input))
    return undefined
  },

  undo: {
    refusals: {
      'changed-since-run': ({ state, actor, input }) => state.not(wasGivenIn(actor.accountId, input.undone)),
    },
    async apply(tx, itemIds, run) {
      const undoing = { undone: run.input.undone, runId: run.id }
      const { given } = await giveBackItems(tx, run.accountId, undoing, itemIds)
      await recordHandedOver(tx, run, given)
      return undefined
    },
  },
})

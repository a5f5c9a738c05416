import { z } from 'zod'
import { defineBulkAction } from '../../bulk/index.ts'
import { comeBack } from '../leaving/come-back.ts'
import { isAsBroughtBackBy, isErased } from '../leaving/inactivation-queries.ts'
import { leave } from '../leaving/leave.ts'

/** Brings contacts back to the Contacts tab and to every project directory that they were on. Source: seed 003. */
export const reactivateContacts = defineBulkAction({
  name: 'contact.reactivate',
  subject: 'contact',
  permission: 'directory.create-and-edit-users',
  actsOn: 'inactive',
  input: z.object({}).strict(),
  sends: false,

  refusals: {
    'already-active': ({ state }) => state('status', '=', 'active'),
    erased: ({ actor }) => isErased(actor.accountId),
  },

  apply: comeBack,

  undo: {
    refusals: {
      'changed-since-run': ({ state, actor, input }) =>
        state.not(isAsBroughtBackBy(actor.accountId, input.undone)),
    },
    apply: async (tx, personIds, run) => void (await leave(tx, personIds, run)),
  },
})

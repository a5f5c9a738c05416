import { z } from 'zod'
import { defineBulkAction } from '../../bulk/index.ts'
import { comeBack } from '../leaving/come-back.ts'
import { isAsLeftBy } from '../leaving/inactivation-queries.ts'
import { leave } from '../leaving/leave.ts'

/** Inactivates contacts: out of every picker and project directory until they are reactivated; all history is kept. Source: seed 003. */
export const inactivateContacts = defineBulkAction({
  name: 'contact.inactivate',
  subject: 'contact',
  permission: 'directory.create-and-edit-users',
  input: z.object({}).strict(),
  sends: false,

  refusals: {
    'already-inactive': ({ state }) => state('status', '=', 'inactive'),
  },

  apply: async (tx, personIds, run) => void (await leave(tx, personIds, run)),

  undo: {
    refusals: {
      'changed-since-run': ({ state, actor, input }) => state.not(isAsLeftBy(actor.accountId, input.undone)),
    },
    apply: comeBack,
  },
})

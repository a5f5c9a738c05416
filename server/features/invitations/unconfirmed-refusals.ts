import type { BulkAction } from '../bulk/index.ts'
import { outOfReach } from '../directory/index.ts'
import { isUnconfirmed } from './message-queries.ts'

/** Of whom there is nothing unconfirmed to decide on. */
export const unconfirmedRefusals: BulkAction<Record<string, never>, 'user'>['refusals'] = {
  inactive: ({ state }) => state('status', '=', 'inactive'),
  'has-joined': ({ state }) => state('invitation_state', '=', 'accepted'),
  'is-company-admin': outOfReach,
  'not-unconfirmed': ({ state, actor }) => state.not(isUnconfirmed(actor.accountId)),
}

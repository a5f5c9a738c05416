import type { Sweep } from '../../sweeps/sweep.ts'
import type { Context } from '../settings/index.ts'
import { accountsWithDueInvitations } from './follow-up-queries.ts'
import { followUp } from './follow-ups.ts'

export const followUpsSweep = (context: Context): Sweep => ({
  name: 'follow-ups',
  dueAccounts: (_, now) => accountsWithDueInvitations(context.db, now),
  sweep: (accountId, now) => followUp(context, accountId, now),
})

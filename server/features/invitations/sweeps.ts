import type { Db } from '../../db/connect.ts'
import type { Sweep } from '../../sweeps/sweep.ts'
import { accountsWithDueInvitations } from './follow-up-queries.ts'
import { followUp } from './follow-ups.ts'

export const followUpsSweep = (db: Db): Sweep => ({
  name: 'follow-ups',
  dueAccounts: (_, now) => accountsWithDueInvitations(db, now),
  sweep: (accountId, now) => followUp(db, accountId, now),
})

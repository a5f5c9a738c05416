import type { Db } from '../../db/connect.ts'
import type { Sweep } from '../../sweeps/sweep.ts'
import { carryOutPlans } from './leaving/carry-out-plans.ts'
import { accountsWithDueInactivations } from './leaving/plan-queries.ts'

/** Inactivations that were planned for a day which has come. */
export const plannedInactivationsSweep = (db: Db): Sweep => ({
  name: 'planned-inactivations',
  dueAccounts: (_, now) => accountsWithDueInactivations(db, now),
  sweep: (accountId, now) => carryOutPlans(db, accountId, now),
})

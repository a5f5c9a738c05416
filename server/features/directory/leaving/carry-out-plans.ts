import type { InactivationInput } from '../../../../contract/inactivation.ts'
import type { Permission } from '../../../../contract/permissions.ts'
import { type Db, inAccount } from '../../../db/connect.ts'
import { startDueRun } from '../../bulk/index.ts'
import { markStarted, takeDuePlans } from './plan-queries.ts'

/** Plans taken in one transaction. */
const mostTaken = 10_000

/**
 * Starts the runs that were planned for a day which has come, each in the name of who planned it: everybody is judged anew,
 * and whom a rule keeps active by now has the reason in that run. @returns whether more is due
 */
export function carryOutPlans(db: Db, accountId: string, now: Date): Promise<boolean> {
  return inAccount(db, accountId, async tx => {
    const plans = await takeDuePlans(tx, accountId, now, mostTaken)
    for (const [plannedIn, people] of Map.groupBy(plans, one => one.run_id)) {
      const { actor_id: actorId, scopes, input } = people[0]!
      const { on: _on, ...atOnce } = input as InactivationInput
      const ids = people.map(one => one.person_id)
      const started = await startDueRun(
        tx,
        { accountId, actorId, scopes: scopes as Permission[] | null },
        { action: 'user.inactivate', input: atOnce, ids },
      )
      await markStarted(tx, accountId, { plannedIn, started, ids })
    }
    return plans.length === mostTaken
  })
}

import type { PersonRow } from '../../../../contract/people.ts'
import type { Tx } from '../../../db/connect.ts'
import { plansOf } from './plan-queries.ts'

/** The same people, with the inactivation that is planned for them or was refused when it was due. */
export async function withPlans(tx: Tx, accountId: string, people: PersonRow[]): Promise<PersonRow[]> {
  const ids = people.flatMap(({ id, status }) => (status === 'active' ? id : []))
  if (!ids.length) return people
  const plans = new Map((await plansOf(tx, accountId, ids)).map(plan => [plan.person_id, plan]))
  if (!plans.size) return people
  return people.map(person => {
    const plan = plans.get(person.id)
    if (!plan) return person
    return {
      ...person,
      plannedInactivation: { at: plan.due_at.toISOString(), day: plan.day, reason: plan.reason },
    }
  })
}

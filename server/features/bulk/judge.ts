import type { Expression, SqlBool } from 'kysely'
import type { BulkAction, Judge } from './bulk-action.ts'
import { caseOfReasons, changedAfter, isNotTrue, judgedColumns } from './judging-queries.ts'

/** The reason of a run item whose subject changed, or came to match the filter, after the review. */
export const changedSinceReview = 'changed-since-review'

/** One SQL expression that says why a subject is refused; null when nothing stands in the way. */
export function reasonOf(action: BulkAction, judge: Omit<Judge, 'state'>, reviewedAt: string | null) {
  return caseOfReasons([...conditions(action, judge, reviewedAt)])
}

/**
 * The same judgement, condition by condition: those whom one reason refuses, or (null) none does. From it, unlike from the
 * CASE, the planner knows how many there are, and an index finds a rare one.
 */
export function judgedAs(
  action: BulkAction,
  judge: Omit<Judge, 'state'>,
  reason: string | null,
): Expression<SqlBool>[] {
  const all = [...conditions(action, judge, null)]
  const place = reason === null ? all.length : all.findIndex(one => one.reason === reason)
  const [itsOwn] = all.slice(place)
  return [...all.slice(0, place).map(one => isNotTrue(one.condition)), ...(itsOwn ? [itsOwn.condition] : [])]
}

function* conditions(action: BulkAction, judge: Omit<Judge, 'state'>, reviewedAt: string | null) {
  if (reviewedAt) yield { reason: changedSinceReview, condition: changedAfter(reviewedAt) }
  for (const [reason, refuses] of Object.entries(action.refusals)) {
    yield { reason, condition: refuses({ ...judge, state: judgedColumns }) }
  }
}

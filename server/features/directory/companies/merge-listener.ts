import type { MergeReview } from '../../../../contract/companies.ts'
import type { Tx } from '../../../db/connect.ts'
import type { Actor } from '../../permissions/index.ts'

/** The two companies that become one. */
export type Merge = { fromId: string; intoId: string }

/**
 * What hangs on a company in a higher feature, its prequalification: `registry.ts` passes in how it is told of before a merge
 * and carried over in it.
 */
export type MergeListener = {
  review(tx: Tx, actor: Actor, merge: Merge): Promise<MergeReview['prequalification']>
  /**
   * Called before the people go over, who are locked.
   *
   * @param goesOn of which company it goes on, where both have one; null for the one that the review names
   */
  carryOver(tx: Tx, actor: Actor, merge: Merge & { goesOn: string | null }): Promise<void>
}

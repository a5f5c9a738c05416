import type { InactivationInput } from '../../../../contract/inactivation.ts'
import type { Tx } from '../../../db/connect.ts'
import type { BulkAction, RunInHand, SubjectNote } from '../../bulk/index.ts'

/**
 * What becomes of the work that waits for people who leave. Open items are a higher feature's: `registry.ts` passes in how
 * they are judged, handed over, and taken back.
 */
export type Succession = {
  /** Whose work cannot go to the successors named, judged for each person. */
  refusals: BulkAction<InactivationInput, 'user'>['refusals']
  /** Hands over in the inactivation's own transaction: both happen, or neither. */
  handOver(tx: Tx, personIds: string[], run: RunInHand<InactivationInput>): Promise<void>
  /** Gives back what the undone runs handed over. @returns what of whom stays where it is, as it changed since */
  takeBack(tx: Tx, personIds: string[], undone: string[], run: RunInHand<unknown>): Promise<SubjectNote[]>
}

import type { Tx } from '../../../db/connect.ts'
import { recordEach } from '../../audit/index.ts'
import type { RunInHand } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'

/** Puts on the record of each that a run inactivated them. */
export const recordInactivated = (tx: Tx, personIds: string[], run: RunInHand<unknown>): Promise<void> =>
  recordEach(tx, actedBy(run.actor, run.id), 'person.inactivated', {}, personIds)

import type { RunOutcome } from '../../../contract/runs.ts'
import type { Tx } from '../../db/connect.ts'
import type { SettledMessage } from '../delivery/index.ts'
import { settleItems } from './queries.ts'

/** Source: product.md section 2, bulk actions in general. */
const outcomeOf: Record<SettledMessage['state'], RunOutcome> = {
  accepted: 'done',
  refused: 'failed',
  suppressed: 'skipped',
  cancelled: 'cancelled',
  unconfirmed: 'unconfirmed',
  // Done while it was accepted; what was not known before has failed.
  bounced: 'failed',
}

/** Whom a rule of the action leaves out by now is skipped, as they would have been from the start. */
const leavesOut = ['has-joined', 'only-by-email']
const outcomeFor = ({ state, reason }: SettledMessage): RunOutcome =>
  state === 'cancelled' && leavesOut.includes(reason ?? '') ? 'skipped' : outcomeOf[state]

/** Gives the run items that waited for these messages their outcome. */
export async function settleRunItems(tx: Tx, accountId: string, messages: SettledMessage[]): Promise<void> {
  const items = messages.flatMap(message => {
    const { runId, resendRunId, personId, reason, reply } = message
    const outcome = outcomeFor(message)
    const item = { subjectId: personId, outcome, reason: outcome === 'done' ? null : reason, detail: reply }
    return [runId, resendRunId].flatMap(id => (id ? [{ runId: id, ...item }] : []))
  })
  await settleItems(tx, accountId, items)
}

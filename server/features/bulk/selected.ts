import type { Selection } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import { faultsOf } from '../../lib/faults-of.ts'
import { Problem } from '../../lib/problem.ts'
import { type Actor, mustBe } from '../permissions/index.ts'
import type { BulkAction } from './bulk-action.ts'
import { except } from './judging-queries.ts'
import type { Reach } from './press-policy.ts'
import type { Selected, Subject } from './subject.ts'

/**
 * The subjects that a selection means right now.
 *
 * @throws Problem faulty-input for a filter that is none of theirs: ignored, a misspelt one would mean everything
 */
export function selectedOf(tx: Tx, subject: Subject, accountId: string, selection: Selection): Selected {
  if ('ids' in selection) return subject.named(tx, accountId, selection.ids)
  return except(subject.matching(tx, accountId, filterOf(subject, selection.filter)), selection.except)
}

/** What nobody may be found by, nobody is selected by. @throws Problem faulty-input */
export const maySelect = (actor: Actor, subject: Subject, selection: Selection): boolean =>
  'ids' in selection || subject.mayFilter(actor, filterOf(subject, selection.filter))

/** The subjects of a selection that somebody may press an action over. @throws Problem not-permitted, faulty-input */
export function selectedWithin(
  tx: Tx,
  subject: Subject,
  actor: Actor,
  press: { action: BulkAction; input: unknown; reach: Reach; selection: Selection },
): Selected {
  const { action, input, reach, selection } = press
  if (reach === 'all') mustBe(maySelect(actor, subject, selection))
  const selected = selectedOf(tx, subject, actor.accountId, selection)
  if (reach === 'all') return selected
  mustBe('ids' in selection)
  return action.narrowed!.within(selected, actor.accountId, input)
}

function filterOf(subject: Subject, given: unknown): unknown {
  const judged = subject.filter.safeParse(given, { reportInput: true })
  if (judged.success) return judged.data
  throw new Problem('faulty-input', { faults: faultsOf(judged.error, ['selection', 'filter']) })
}

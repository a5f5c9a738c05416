import type { Selection } from '../../../contract/bulk-actions.ts'
import { mostCountedPeople, type OpenItemsOfSelection } from '../../../contract/open-items.ts'
import type { Tx } from '../../db/connect.ts'
import { maySelect, selectedOf } from '../bulk/index.ts'
import { users } from '../directory/index.ts'
import { type Actor, mustBe } from '../permissions/index.ts'
import { toAssigned } from './list-items.ts'
import { assignedAmong, peopleOf, todayOf, totalsAmong } from './list-queries.ts'

/**
 * What waits for the users of a selection, by tool and role: of all of them, and of those for whom the most waits.
 *
 * @throws Problem not-permitted, faulty-input
 */
export async function countOfSelection(
  tx: Tx,
  actor: Actor,
  selection: Selection,
): Promise<OpenItemsOfSelection> {
  mustBe(maySelect(actor, users, selection))
  const { accountId } = actor
  const people = peopleOf(selectedOf(tx, users, accountId, selection))
  const today = await todayOf(tx, accountId)
  const totals = await totalsAmong(tx, accountId, people, today)
  const items = totals.total ? await assignedAmong(tx, accountId, people, today, mostCountedPeople) : []
  return { ...totals, items: items.map(toAssigned) }
}

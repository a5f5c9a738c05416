import type { Selection } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import type { MatchingPeople, PeopleSelected } from './bulk-action.ts'
import { except, peopleNamed } from './judging-queries.ts'

/** The people that a selection means right now. */
export function selectedPeople(
  tx: Tx,
  accountId: string,
  selection: Selection,
  peopleMatching: MatchingPeople,
): PeopleSelected {
  if ('ids' in selection) return peopleNamed(tx, accountId, selection.ids)
  return except(peopleMatching(tx, accountId, selection.filter), selection.except)
}

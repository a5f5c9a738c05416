import { openItemFilter } from '../../../contract/open-items.ts'
import { lockPeople, type Subject } from '../bulk/index.ts'
import { itemCards, itemsMatchingFilter, itemsNamed, lockItems } from './item-queries.ts'
import { mayViewAssignments } from './policy.ts'

const filter = openItemFilter.strict()

/** Open items, as bulk actions find, judge and show them: one by one. */
export const openItems: Subject = {
  filter,
  mayFilter: mayViewAssignments,
  matching: (tx, accountId, given) => itemsMatchingFilter(tx, accountId, filter.parse(given)),
  named: itemsNamed,
  // People before their items, as inactivating does.
  async lock(tx, accountId, ids, people) {
    await lockPeople(tx, accountId, people)
    await lockItems(tx, accountId, ids)
  },
  cards: itemCards,
  alike: null,
}

import { peopleFilter } from '../../../contract/people.ts'
import { lockPeople, type Subject } from '../bulk/index.ts'
import { peopleMatching } from './filter-queries.ts'
import { mayFilter } from './policy.ts'
import { peopleCards, peopleNamed } from './subject-queries.ts'

/** Users or contacts, as bulk actions find, judge and show them: by the narrow table alone, unless words are searched for. */
const people = (kind: 'user' | 'contact'): Subject => {
  // Whatever else a filter says: an action on users never finds a contact.
  const filter = peopleFilter.strict().transform(given => ({ ...given, kind }))
  return {
    filter,
    mayFilter: (actor, given) => mayFilter(actor, filter.parse(given)),
    matching: (tx, accountId, given) => peopleMatching(tx, accountId, filter.parse(given)),
    named: (tx, accountId, ids) => peopleNamed(tx, accountId, kind, ids),
    // With the actor: two who inactivate each other come one after the other, and the second is judged by what is then.
    lock: (tx, accountId, ids, people) => lockPeople(tx, accountId, [...ids, ...people]),
    cards: peopleCards,
    alike: ['status', 'invitation_state', 'template_id', 'email_verdict', 'phone_verdict'],
  }
}

export const users = people('user')
export const contacts = people('contact')

import { companiesFilter } from '../../../../contract/companies.ts'
import { lockPeople, type Subject } from '../../bulk/index.ts'
import { mayViewAllProjects, mayViewCompanies } from '../policy.ts'
import { companiesMatching, companiesNamed, companyCards, lockCompanies } from './filter-queries.ts'

const filter = companiesFilter.strict()

/** Companies, as bulk actions find, judge and show them: one by one, as their people tell them apart. */
export const companies: Subject = {
  filter,
  mayFilter: (actor, given) => {
    const { status, project } = filter.parse(given)
    // As of people: members ask for the companies of their project by its own list.
    return mayViewCompanies(actor, status) && (project === undefined || mayViewAllProjects(actor))
  },
  matching: (tx, accountId, given) => companiesMatching(tx, accountId, filter.parse(given)),
  named: companiesNamed,
  async lock(tx, accountId, ids, people) {
    await lockCompanies(tx, accountId, ids)
    await lockPeople(tx, accountId, people)
  },
  cards: companyCards,
  alike: null,
}

import type {
  CompaniesFilter,
  CompaniesQuery,
  CompanyCard,
  CompanyRow,
  LikeCompany,
  LikelyDuplicate,
} from '../../../../contract/companies.ts'
import type { Page } from '../../../../contract/paging.ts'
import type { Tx } from '../../../db/connect.ts'
import { cutPage, fromCursor, toCursor } from '../../../db/keyset.ts'
import { Problem } from '../../../lib/problem.ts'
import type { Actor } from '../../permissions/index.ts'
import { mayEditCompanies, mayMergeCompanies, mayViewCompanies } from '../policy.ts'
import { projectsOfCompany } from '../projects/queries.ts'
import { versionOf } from '../version.ts'
import { companiesLike, pairsAlike } from './duplicate-queries.ts'
import {
  companyWithDetails,
  countByTrade,
  countPeopleOf,
  namesMergedInto,
  pageOfCompanies,
} from './queries.ts'

type ListedCompany = Omit<Awaited<ReturnType<typeof pageOfCompanies>>[number], 'sort_key'>

export const toCompanyRow = (row: ListedCompany): CompanyRow => ({
  id: row.id,
  name: row.name,
  isOwn: row.is_own,
  status: row.status,
  trades: row.trades,
  city: row.city,
  phone: row.phone,
  email: row.email,
  people: row.people,
})

export async function listCompanies(tx: Tx, actor: Actor, query: CompaniesQuery): Promise<Page<CompanyRow>> {
  const { limit, cursor, sort, ...filter } = query
  const after = cursor ? fromCursor(cursor, 'text', 'id') : null
  const rows = await pageOfCompanies(tx, actor.accountId, { filter, sort, after, limit })
  return cutPage(rows, limit, row => [row.sort_key, row.id], toCompanyRow)
}

export async function listTrades(
  tx: Tx,
  actor: Actor,
  filter: CompaniesFilter,
  group: { search: string; limit: number },
) {
  const rows = await countByTrade(tx, actor.accountId, filter, group)
  return {
    items: rows.map(({ name, count }) => ({ id: name, name, count })),
    total: rows[0]?.total ?? 0,
  }
}

/** One company's card; of one that was merged, that of the company it turned out to be. @throws Problem not-found */
export async function companyCard(tx: Tx, actor: Actor, companyId: string): Promise<CompanyCard> {
  const row = await companyWithDetails(tx, actor.accountId, companyId)
  if (!row || !mayViewCompanies(actor, row.status)) throw new Problem('not-found')
  const people = await countPeopleOf(tx, actor.accountId, row.id)
  const count = (isMeant: (group: (typeof people)[number]) => boolean) =>
    people.filter(isMeant).reduce((sum, group) => sum + group.count, 0)
  return {
    ...toCompanyRow(row),
    website: row.website,
    address: row.address,
    users: count(({ kind, status }) => kind === 'user' && status === 'active'),
    contacts: count(({ kind, status }) => kind === 'contact' && status === 'active'),
    inactivePeople: count(({ status }) => status === 'inactive'),
    projects: await projectsOfCompany(tx, actor, row.id),
    otherNames: await namesMergedInto(tx, actor.accountId, row.id),
    createdAt: row.created_at.toISOString(),
    version: versionOf(row.changed_at),
    may: {
      edit: mayEditCompanies(actor),
      merge: mayMergeCompanies(actor) && !row.is_own && row.status === 'active',
    },
  }
}

/** Companies that the one being typed may be. Of the inactive ones only for who may see them. */
export async function likelySame(
  tx: Tx,
  actor: Actor,
  name: string,
  exceptId: string | null,
): Promise<LikeCompany[]> {
  const rows = await companiesLike(tx, actor.accountId, name, exceptId)
  return rows
    .filter(({ status }) => mayViewCompanies(actor, status))
    .map(({ id, name, status, city, likeness }) => ({ id, name, status, city, likeness }))
}

export async function listDuplicates(
  tx: Tx,
  actor: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<LikelyDuplicate>> {
  const after = cursor ? fromCursor(cursor, 'text', 'id', 'id') : null
  const pairs = await pairsAlike(tx, actor.accountId, after, limit)
  const page = pairs.slice(0, limit)
  const last = page.at(-1)
  const paired = ({ is_own, ...company }: (typeof pairs)[number]['one']) => ({ ...company, isOwn: is_own })
  return {
    items: page.map(({ one, other, likeness }) => ({ one: paired(one), other: paired(other), likeness })),
    next: pairs.length > limit && last ? toCursor([last.place, last.one.id, last.other.id]) : null,
  }
}

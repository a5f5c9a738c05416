import type { MergeReview } from '../../../../contract/companies.ts'
import type { Tx } from '../../../db/connect.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { type Actor, actedBy } from '../../permissions/index.ts'
import { projectsOfCompany } from '../projects/queries.ts'
import { lockCompanies } from './filter-queries.ts'
import { toCompanyRow } from './list-companies.ts'
import type { Merge, MergeListener } from './merge-listener.ts'
import { companyWithDetails, countPeopleOf } from './queries.ts'
import { lockPeopleOf, markMerged, movePeople, updateCompany } from './save-queries.ts'

/** What of a company goes along where the other has nothing. */
const fillable = ['phone', 'email', 'website', 'address', 'city'] as const

/** What merging one company into another would do. Writes nothing. @throws Problem not-found */
export async function reviewMerge(
  tx: Tx,
  actor: Actor,
  listener: MergeListener,
  { fromId, intoId }: Merge,
): Promise<MergeReview> {
  const [from, into] = await both(tx, actor, fromId, intoId)
  const people = await countPeopleOf(tx, actor.accountId, fromId)
  const count = (kind: string | null, status: string) =>
    people
      .filter(group => (kind === null || group.kind === kind) && group.status === status)
      .reduce((sum, group) => sum + group.count, 0)
  return {
    from: toCompanyRow(from),
    into: toCompanyRow(into),
    users: count('user', 'active'),
    contacts: count('contact', 'active'),
    inactivePeople: count(null, 'inactive'),
    projects: (await projectsOfCompany(tx, actor, fromId)).map(({ name }) => name),
    trades: newTrades(from, into),
    fills: fillable.filter(field => from[field] !== null && into[field] === null),
    prequalification: await listener.review(tx, actor, { fromId, intoId }),
    whyNot: whyNotMerge(from, into),
  }
}

/**
 * Makes two companies one: people, and with them their projects, go over; trades and details that the other lacks, too. The
 * name of the one still finds the other, in imports as well. The record of it stays, without people.
 *
 * @param prequalificationOf of which of the two it goes on; null for the one that the review names
 * @throws Problem not-found, faulty-input
 */
export async function mergeCompanies(
  tx: Tx,
  actor: Actor,
  listener: MergeListener,
  { fromId, intoId, prequalificationOf }: Merge & { prequalificationOf: string | null },
): Promise<void> {
  const { accountId } = actor
  await lockCompanies(tx, accountId, [fromId, intoId])
  const [from, into] = await both(tx, actor, fromId, intoId)
  const whyNot = whyNotMerge(from, into)
  refuseFaults([
    ...(whyNot ? [{ path: ['into'], reason: whyNot, detail: { name: into.name } }] : []),
    ...(prequalificationOf === null || [fromId, intoId].includes(prequalificationOf)
      ? []
      : [{ path: ['prequalificationOf'], reason: 'neither-company' }]),
  ])
  // People before what hangs on them, as every run does.
  await lockPeopleOf(tx, accountId, fromId)
  await listener.carryOver(tx, actor, { fromId, intoId, goesOn: prequalificationOf })
  const people = await movePeople(tx, accountId, fromId, into)
  const filled = fillable.filter(field => into[field] === null && from[field] !== null)
  await updateCompany(tx, accountId, intoId, {
    trades: [...into.trades, ...newTrades(from, into)].slice(0, 50),
    ...Object.fromEntries(filled.map(field => [field, from[field]])),
  })
  await markMerged(tx, accountId, fromId, intoId)
  await record(tx, actedBy(actor), 'company.merged', {
    companyId: fromId,
    company: from.name,
    intoId,
    into: into.name,
    people,
  })
}

type Company = NonNullable<Awaited<ReturnType<typeof companyWithDetails>>>

async function both(tx: Tx, actor: Actor, fromId: string, intoId: string): Promise<[Company, Company]> {
  const from = await companyWithDetails(tx, actor.accountId, fromId)
  const into = await companyWithDetails(tx, actor.accountId, intoId)
  // One that was merged before answers as another.
  if (from?.id !== fromId || into?.id !== intoId) throw new Problem('not-found')
  return [from, into]
}

function whyNotMerge(from: Company, into: Company): MergeReview['whyNot'] {
  if (from.id === into.id) return 'same-company'
  if (from.is_own) return 'own-company'
  return into.status === 'inactive' ? 'company-inactive' : null
}

function newTrades(from: Company, into: Company): string[] {
  const known = new Set(into.trades.map(trade => trade.toLowerCase()))
  return from.trades.filter(trade => !known.has(trade.toLowerCase()))
}

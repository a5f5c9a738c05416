import type { FieldChange } from '../../../../contract/audit.ts'
import type { CompanyEdit, CompanyInput } from '../../../../contract/companies.ts'
import type { Fault } from '../../../../contract/problems.ts'
import type { Tx } from '../../../db/connect.ts'
import { cleanText } from '../../../lib/clean-text.ts'
import { judgeEmail } from '../../../lib/email-address.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { type Actor, actedBy } from '../../permissions/index.ts'
import { versionOf } from '../version.ts'
import { lockCompanies } from './filter-queries.ts'
import { companyByName, companyWithDetails } from './queries.ts'
import { type CompanyColumns, insertCompany, updateCompany } from './save-queries.ts'

/** @returns the new id @throws Problem faulty-input with all faults at once */
export async function addCompany(tx: Tx, actor: Actor, input: CompanyInput): Promise<string> {
  const { company, faults } = judgeCompany(input)
  if (company.name) faults.push(...(await nameFaults(tx, actor, company.name, null)))
  refuseFaults(faults)
  const id = newId()
  await insertCompany(tx, actor.accountId, id, company)
  await record(tx, actedBy(actor), 'company.added', { companyId: id, company: company.name })
  return id
}

/**
 * Edits a company; what the edit does not name stays. A new name is shown with all of its people at once.
 *
 * It may take the name of a company that was merged into it: that one then keeps the old name, by which it is still found.
 * @throws Problem not-found, changed-meanwhile, faulty-input with all faults at once
 */
export async function editCompany(
  tx: Tx,
  actor: Actor,
  companyId: string,
  edit: CompanyEdit,
  ifMatch: string | null,
): Promise<void> {
  const { accountId } = actor
  await lockCompanies(tx, accountId, [companyId])
  const row = await companyWithDetails(tx, accountId, companyId)
  if (row?.id !== companyId) throw new Problem('not-found')
  if (ifMatch !== null && ifMatch !== versionOf(row.changed_at)) throw new Problem('changed-meanwhile')
  const before = asInput(row)
  const { company, faults } = judgeCompany({ ...before, ...withoutGaps(edit) })
  if (company.name) faults.push(...(await nameFaults(tx, actor, company.name, companyId)))
  refuseFaults(faults)
  const changes = changesOf(before, company)
  if (!changes.length) return
  const named = await companyByName(tx, accountId, company.name)
  if (named && named.named_id !== companyId) {
    // Names are unique at every moment, so the two change places by way of a third.
    await updateCompany(tx, accountId, named.named_id, { name: named.named_id })
    await updateCompany(tx, accountId, companyId, company)
    await updateCompany(tx, accountId, named.named_id, { name: before.name })
  } else {
    await updateCompany(tx, accountId, companyId, company)
  }
  await record(tx, actedBy(actor), 'company.changed', { companyId, company: company.name, changes })
}

/** Cleans a company as typed; collects every fault. Phone and website are shown to people and used by nobody else: kept as typed. */
function judgeCompany(input: CompanyInput): { company: CompanyColumns; faults: Fault[] } {
  const text = (value: string | null) => cleanText(value ?? '') || null
  const email = judgeEmail(input.email ?? '')
  const trades = new Map(
    input.trades
      .map(cleanText)
      .filter(Boolean)
      .map(trade => [trade.toLowerCase(), trade]),
  )
  const company = {
    name: cleanText(input.name),
    trades: [...trades.values()],
    phone: text(input.phone),
    email: email.address,
    website: text(input.website),
    address: text(input.address),
    city: text(input.city),
  }
  const faults: Fault[] = []
  if (!company.name) faults.push({ path: ['name'], reason: 'required' })
  if (email.verdict === 'malformed') faults.push({ path: ['email'], reason: 'email-malformed' })
  return { company, faults }
}

async function nameFaults(tx: Tx, actor: Actor, name: string, companyId: string | null): Promise<Fault[]> {
  const named = await companyByName(tx, actor.accountId, name)
  if (!named || named.id === companyId) return []
  const reason = named.status === 'inactive' ? 'company-name-in-use-inactive' : 'company-name-in-use'
  return [{ path: ['name'], reason, detail: { name: named.name } }]
}

const withoutGaps = (edit: CompanyEdit): Partial<CompanyInput> =>
  Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))

const asInput = (row: CompanyInput): CompanyInput => ({
  name: row.name,
  trades: row.trades,
  phone: row.phone,
  email: row.email,
  website: row.website,
  address: row.address,
  city: row.city,
})

function changesOf(before: CompanyColumns, after: CompanyColumns): FieldChange[] {
  const written = (value: string | string[] | null) =>
    (Array.isArray(value) ? value.join(', ') : value) || null
  return (Object.keys(before) as (keyof CompanyColumns)[])
    .map(field => ({ field, from: written(before[field]), to: written(after[field]) }))
    .filter(({ from, to }) => from !== to)
}

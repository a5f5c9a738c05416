import { z } from 'zod'
import { recordAll } from '../../audit/index.ts'
import { defineBulkAction } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { hasUsersOnProjects, whoStandsInTheWay } from '../companies/in-the-way-queries.ts'
import { setCompanyStatus } from '../companies/save-queries.ts'

/**
 * Inactivates companies: out of every picker; their people stay as they are.
 *
 * Never the account's own, and never while an active user of it is on an active project. Source: product.md section 3.
 */
export const inactivateCompanies = defineBulkAction({
  name: 'company.inactivate',
  subject: 'company',
  permission: 'companies.create-and-edit',
  input: z.object({}).strict(),
  sends: false,

  refusals: {
    'company-already-inactive': ({ state }) => state('status', '=', 'inactive'),
    'is-own-company': ({ state }) => state('is_own', '=', true),
    'users-on-active-projects': hasUsersOnProjects,
  },
  inTheWay: { 'users-on-active-projects': whoStandsInTheWay },

  async apply(tx, companyIds, run) {
    const changed = await setCompanyStatus(tx, run.accountId, companyIds, 'inactive')
    await recordAll(
      tx,
      actedBy(run.actor, run.id),
      'company.inactivated',
      changed.map(({ id, name }) => ({ companyId: id, company: name })),
    )
  },
})

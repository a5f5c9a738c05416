import { z } from 'zod'
import { recordAll } from '../../audit/index.ts'
import { defineBulkAction } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { setCompanyStatus } from '../companies/save-queries.ts'

/** Reactivates companies: back on the Companies tab and in every picker. Source: seed 003. */
export const reactivateCompanies = defineBulkAction({
  name: 'company.reactivate',
  subject: 'company',
  permission: 'companies.reactivate-and-merge',
  input: z.object({}).strict(),
  sends: false,

  refusals: {
    'company-already-active': ({ state }) => state('status', '=', 'active'),
  },

  async apply(tx, companyIds, run) {
    const changed = await setCompanyStatus(tx, run.accountId, companyIds, 'active')
    await recordAll(
      tx,
      actedBy(run.actor, run.id),
      'company.reactivated',
      changed.map(({ id, name }) => ({ companyId: id, company: name })),
    )
  },
})

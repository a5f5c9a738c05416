import type { Tx } from '../../../db/connect.ts'
import { recordAll } from '../../audit/index.ts'
import type { RunInHand } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { setCompanyStatus } from './save-queries.ts'

/** Makes companies active or inactive; those that are so already stay as they are. */
export const companiesBecome =
  (status: 'active' | 'inactive') => async (tx: Tx, companyIds: string[], run: RunInHand) => {
    const changed = await setCompanyStatus(tx, run.accountId, companyIds, status)
    const event = status === 'active' ? 'company.reactivated' : 'company.inactivated'
    const details = changed.map(({ id, name }) => ({ companyId: id, company: name }))
    await recordAll(tx, actedBy(run.actor, run.id), event, details)
    return undefined
  }

import type { Db } from '../../db/connect.ts'
import type { Sweep } from '../../sweeps/sweep.ts'
import { advanceRuns } from './advance-runs.ts'
import type { BulkCatalogue } from './bulk-action.ts'
import { accountsWithUnfinishedRuns } from './queries.ts'

export const runsSweep = (db: Db, catalogue: BulkCatalogue): Sweep => ({
  name: 'runs',
  dueAccounts: () => accountsWithUnfinishedRuns(db),
  sweep: (accountId, now, stop) => advanceRuns(db, catalogue, accountId, now, stop),
})

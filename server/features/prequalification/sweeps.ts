import { inAccount } from '../../db/connect.ts'
import type { Sweep } from '../../sweeps/sweep.ts'
import type { Context } from '../settings/index.ts'
import { noticeExpiry } from './notice-expiry.ts'
import { remind } from './remind.ts'
import { accountsWithDuePrequalifications } from './reminder-queries.ts'

/** Decided in one transaction. */
const batchSize = 500

/** Reminders of forms, and notices of qualifications that will expire. */
export const prequalificationsSweep = ({ db, installation }: Context): Sweep => ({
  name: 'prequalifications',
  dueAccounts: (_, now) => accountsWithDuePrequalifications(db, now),
  async sweep(accountId, now) {
    const reminded = await inAccount(db, accountId, tx => remind(tx, accountId, now, batchSize))
    const noticed = await inAccount(db, accountId, tx =>
      noticeExpiry(tx, installation, accountId, now, batchSize),
    )
    return reminded === batchSize || noticed === batchSize
  },
})

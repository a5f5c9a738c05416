import { enterAccount, leaveOperator, type Tx, wakeWorkers } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import { record, recordForInstallation } from '../audit/index.ts'
import type { SuperAdmin } from '../sign-in/index.ts'
import { lockAccountState, setSuspension } from './account-queries.ts'

/**
 * From the commit on nobody gets into the account, nothing is sent for it and its runs stand; nothing of it is changed. One
 * that is suspended stays as it is. The transaction is inside the account afterwards. @param tx as operator
 *
 * @throws Problem not-found
 */
export async function suspendAccount(
  tx: Tx,
  by: SuperAdmin,
  accountId: string,
  reason: string,
): Promise<void> {
  const account = await lockAccountState(tx, accountId)
  if (!account) throw new Problem('not-found')
  if (account.suspended_at) return
  await setSuspension(tx, accountId, reason)
  const detail = { name: account.name, reason }
  await recordForInstallation(tx, by.loginId, 'account.suspended', detail, accountId)
  await leaveOperator(tx)
  await enterAccount(tx, accountId)
  await record(tx, { accountId, actorId: null }, 'account.suspended', { reason })
}

/** All goes on where it stood. As with `suspendAccount`. @throws Problem not-found */
export async function resumeAccount(tx: Tx, by: SuperAdmin, accountId: string): Promise<void> {
  const account = await lockAccountState(tx, accountId)
  if (!account) throw new Problem('not-found')
  if (!account.suspended_at) return
  await setSuspension(tx, accountId, null)
  await recordForInstallation(tx, by.loginId, 'account.resumed', { name: account.name }, accountId)
  await leaveOperator(tx)
  await enterAccount(tx, accountId)
  await record(tx, { accountId, actorId: null }, 'account.resumed', {})
  await wakeWorkers(tx)
}

import type { OperatedAccount } from '../../../contract/installation.ts'
import { becomeOperator, type Db, leaveOperator, type Tx } from '../../db/connect.ts'
import { refuseFaults } from '../../lib/problem.ts'
import { recordForInstallation } from '../audit/index.ts'
import { judgeNewAccount, openAccount, type SuperAdmin } from '../sign-in/index.ts'
import { isNameTaken, lockNewAccounts } from './account-queries.ts'
import { viewAccount } from './list-accounts.ts'

/** Invites the first Directory Admin; comes in from the registry, as a higher feature does it. */
export type InviteFirstAdmin = (tx: Tx, account: { accountId: string; adminId: string }) => Promise<void>

/**
 * Makes an account and invites its first Directory Admin, who chooses a password of their own: the super admin sets none,
 * and is nobody in the account.
 *
 * @param raw of the shape of NewAccount, not judged yet
 * @throws Problem faulty-input with all faults at once
 */
export async function createAccountFor(
  db: Db,
  by: SuperAdmin,
  raw: unknown,
  invite: InviteFirstAdmin,
  now: Date,
): Promise<OperatedAccount> {
  const input = judgeNewAccount(raw)
  return db.transaction().execute(async tx => {
    await becomeOperator(tx)
    await lockNewAccounts(tx)
    if (await isNameTaken(tx, input.accountName))
      refuseFaults([{ path: ['accountName'], reason: 'name-in-use' }])
    await leaveOperator(tx)
    const opened = await openAccount(tx, input, null)
    await invite(tx, opened)
    await becomeOperator(tx)
    const { accountId } = opened
    await recordForInstallation(tx, by.loginId, 'account.created', { name: input.accountName }, accountId)
    return viewAccount(tx, accountId, now)
  })
}

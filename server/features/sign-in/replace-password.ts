import { becomeOperator, enterAccount, leaveOperator, type Tx } from '../../db/connect.ts'
import { sessionsOfLogin, updatePassword } from './queries.ts'
import { endSession } from './sessions.ts'
import { endSuperAdminSessions } from './super-admins/queries.ts'

/**
 * Gives a login another password and ends its sessions in every account. The login's row is held first: whoever signs in
 * meanwhile with the old one has a session that is seen here, or none.
 *
 * @param change.accountId where the transaction is, and is again afterwards; null outside of any
 */
export async function replacePassword(
  tx: Tx,
  change: {
    loginId: string
    passwordHash: string
    accountId: string | null
    exceptSessionId: string | null
  },
): Promise<void> {
  await updatePassword(tx, change.loginId, change.passwordHash)
  for (const { accountId, sessionId } of await sessionsOfLogin(tx, change.loginId)) {
    if (sessionId === change.exceptSessionId) continue
    await enterAccount(tx, accountId)
    await endSession(tx, accountId, sessionId)
  }
  await becomeOperator(tx)
  await endSuperAdminSessions(tx, change.loginId, change.exceptSessionId)
  await leaveOperator(tx)
  if (change.accountId !== null) await enterAccount(tx, change.accountId)
}

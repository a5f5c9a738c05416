import type { PasswordChange } from '../../../../contract/session.ts'
import { becomeOperator, type Db } from '../../../db/connect.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { recordForInstallation } from '../../audit/index.ts'
import { installationSettings } from '../../settings/index.ts'
import type { AttemptLimit } from '../attempt-limit.ts'
import { findLogin } from '../create-login.ts'
import { hashPassword, verifyPassword } from '../password.ts'
import { passwordFaults } from '../password-faults.ts'
import { replacePassword } from '../replace-password.ts'
import type { SuperAdmin } from './super-admin.ts'

/**
 * Gives a super admin a new password; they show that they know the one they have. Every other session of theirs ends.
 *
 * @param from the address that asks
 * @throws Problem faulty-input, too-many-attempts
 */
export async function changeOwnPassword(
  db: Db,
  limit: AttemptLimit,
  who: SuperAdmin,
  typed: PasswordChange,
  from: string,
  now: Date,
): Promise<void> {
  const login = await findLogin(db, who.userName)
  if (!login) throw new Problem('not-signed-in')
  const waitSeconds = limit.begin(login.userName, from, now.getTime())
  if (waitSeconds > 0) throw new Problem('too-many-attempts', { retryAfterSeconds: waitSeconds })
  const isRight = await verifyPassword(typed.currentPassword, login.passwordHash)
  if (isRight) limit.succeeded(login.userName, from)
  refuseFaults([
    ...(isRight ? [] : [{ path: ['currentPassword'], reason: 'wrong-password' }]),
    ...passwordFaults(typed.password, [login.userName], await installationSettings(db)),
  ])
  const passwordHash = await hashPassword(typed.password)
  await db.transaction().execute(async tx => {
    await replacePassword(tx, {
      loginId: login.id,
      passwordHash,
      accountId: null,
      exceptSessionId: who.sessionId,
    })
    await becomeOperator(tx)
    await recordForInstallation(
      tx,
      login.id,
      'super-admin.password-changed',
      { userName: login.userName },
      login.id,
    )
  })
}

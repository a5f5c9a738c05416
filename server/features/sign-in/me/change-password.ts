import type { PasswordChange } from '../../../../contract/session.ts'
import { type Db, inAccount } from '../../../db/connect.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { installationSettings } from '../../settings/index.ts'
import type { AttemptLimit } from '../attempt-limit.ts'
import { hashPassword, verifyPassword } from '../password.ts'
import { passwordFaults } from '../password-faults.ts'
import { replacePassword } from '../replace-password.ts'
import type { InSession } from './own-sessions.ts'
import { loginOfPerson } from './queries.ts'

/**
 * Gives a login a new password; its owner shows that they know the one it has. Every other session of the login ends, in
 * every account. Guesses are slowed down as at the sign-in, each session for itself.
 *
 * @param from whose guesses these are
 * @throws Problem faulty-input, too-many-attempts
 */
export async function changePassword(
  db: Db,
  limit: AttemptLimit,
  who: InSession,
  typed: PasswordChange,
  from: string,
  now: Date,
): Promise<void> {
  const { accountId, personId, sessionId } = who
  const login = await inAccount(db, accountId, tx => loginOfPerson(tx, accountId, personId))
  const waitSeconds = limit.begin(login.user_name, from, now.getTime())
  if (waitSeconds > 0) throw new Problem('too-many-attempts', { retryAfterSeconds: waitSeconds })
  const isRight = await verifyPassword(typed.currentPassword, login.password_hash)
  if (isRight) limit.succeeded(login.user_name, from)
  const own = [login.user_name, login.first_name, login.last_name, login.email ?? '', login.account_name]
  refuseFaults([
    ...(isRight ? [] : [{ path: ['currentPassword'], reason: 'wrong-password' }]),
    ...passwordFaults(typed.password, own, await installationSettings(db)),
  ])
  const passwordHash = await hashPassword(typed.password)
  await inAccount(db, accountId, async tx => {
    await replacePassword(tx, { loginId: login.id, passwordHash, accountId, exceptSessionId: sessionId })
    await record(tx, { accountId, actorId: personId }, 'password.changed', {}, personId)
  })
}

import { type Db, inAccount } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import type { AttemptLimit } from './attempt-limit.ts'
import { findLogin } from './create-login.ts'
import { verifyNobody, verifyPassword } from './password.ts'
import { holdActive, isStillPassword, membershipsOf } from './queries.ts'
import { startSession } from './sessions.ts'
import { toUserName } from './user-name.ts'

export type SignedIn = { token: string; accountId: string; personId: string }

/**
 * Starts a session in the account that the login joined first. Nobody learns whether a user name exists: the answer and
 * the work are the same for an unknown one, a wrong password, and somebody who is active nowhere.
 *
 * @param from the address that asks
 * @throws Problem wrong-user-name-or-password, too-many-attempts
 */
export async function signIn(
  db: Db,
  limit: AttemptLimit,
  typed: { userName: string; password: string },
  from: string,
  now: Date,
): Promise<SignedIn> {
  const userName = toUserName(typed.userName)
  const waitSeconds = limit.begin(userName, from, now.getTime())
  if (waitSeconds > 0) throw new Problem('too-many-attempts', { retryAfterSeconds: waitSeconds })

  const login = await findLogin(db, typed.userName)
  const isRight = login
    ? await verifyPassword(typed.password, login.passwordHash)
    : await verifyNobody(typed.password)
  const [membership] = login && isRight ? await membershipsOf(db, login.id) : []
  if (!login || !membership) throw new Problem('wrong-user-name-or-password')

  const { accountId, personId } = membership
  const token = await inAccount(db, accountId, async tx => {
    // Inactivated in this very moment: that ended the sessions there were, so no other may follow. Checking the password took
    // a while too: one that was replaced meanwhile starts nothing.
    if (
      !(await holdActive(tx, accountId, personId)) ||
      !(await isStillPassword(tx, login.id, login.passwordHash))
    )
      throw new Problem('wrong-user-name-or-password')
    return startSession(tx, { accountId, personId, loginId: login.id })
  })
  limit.succeeded(userName, from)
  return { token, accountId, personId }
}

import { becomeOperator, type Db, inAccount } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import type { AttemptLimit } from './attempt-limit.ts'
import { findLogin, type Login } from './create-login.ts'
import { verifyNobody, verifyPassword } from './password.ts'
import { holdActive, isMemberOfSuspended, isStillPassword, isSuperAdmin, membershipsOf } from './queries.ts'
import { startSession } from './sessions.ts'
import { startSuperAdminSession } from './super-admins/super-admin.ts'
import { toUserName } from './user-name.ts'

/** @returns what who knows it is told; null for a wrong password */
export type JudgeOther = (db: Db, typed: { userName: string; password: string }) => Promise<Problem | null>

/**
 * Starts a session in the account that the login joined first; of a super admin who is a user nowhere, one without an
 * account. Nobody learns whether a user name exists: the answer and the work are the same for an unknown one, a wrong
 * password, and somebody who is active nowhere.
 *
 * @param from whose tries these are: a known browser's, else an address's
 * @param browser its name @param judgeOther what a password may be that is not the login's own; asked for known and unknown alike
 * @returns the token for the cookie
 * @throws Problem wrong-user-name-or-password, too-many-attempts; account-suspended, once the password was right
 */
export async function signIn(
  db: Db,
  limit: AttemptLimit,
  typed: { userName: string; password: string },
  from: string,
  now: Date,
  browser: string | null,
  judgeOther: JudgeOther = async () => null,
): Promise<string> {
  const userName = toUserName(typed.userName)
  const waitSeconds = limit.begin(userName, from, now.getTime())
  if (waitSeconds > 0) throw new Problem('too-many-attempts', { retryAfterSeconds: waitSeconds })

  const login = await findLogin(db, typed.userName)
  const isRight = login
    ? await verifyPassword(typed.password, login.passwordHash)
    : await verifyNobody(typed.password)
  if (!login || !isRight) {
    const other = await judgeOther(db, typed)
    if (other) limit.succeeded(userName, from)
    throw other ?? new Problem('wrong-user-name-or-password')
  }
  const token = await startSessionOf(db, login, browser)
  limit.succeeded(userName, from)
  return token
}

async function startSessionOf(db: Db, login: Login, browser: string | null): Promise<string> {
  const [membership] = await membershipsOf(db, login.id)
  if (membership) {
    const { accountId, personId } = membership
    return inAccount(db, accountId, async tx => {
      // Inactivated in this very moment: that ended the sessions there were, so no other may follow. Checking the password
      // took a while too: one that was replaced meanwhile starts nothing.
      if (
        !(await holdActive(tx, accountId, personId)) ||
        !(await isStillPassword(tx, login.id, login.passwordHash))
      )
        throw new Problem('wrong-user-name-or-password')
      return startSession(tx, { accountId, personId, loginId: login.id, browser })
    })
  }
  if (await isSuperAdmin(db, login.id)) {
    return db.transaction().execute(async tx => {
      if (!(await isStillPassword(tx, login.id, login.passwordHash)))
        throw new Problem('wrong-user-name-or-password')
      await becomeOperator(tx)
      return startSuperAdminSession(tx, login.id)
    })
  }
  throw new Problem(
    (await isMemberOfSuspended(db, login.id)) ? 'account-suspended' : 'wrong-user-name-or-password',
  )
}

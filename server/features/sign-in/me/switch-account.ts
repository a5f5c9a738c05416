import { type Db, enterAccount, inAccount } from '../../../db/connect.ts'
import { Problem } from '../../../lib/problem.ts'
import { holdActive, membershipsOf } from '../queries.ts'
import { endSession, startSession } from '../sessions.ts'

/**
 * Starts a session in another account of the same login, and ends the one that asked.
 *
 * @returns the token of the new session
 * @throws Problem not-found where the login is no active user, whether there is such an account or not
 */
export async function switchAccount(
  db: Db,
  from: { accountId: string; sessionId: string; loginId: string },
  accountId: string,
  browser: string | null,
): Promise<string> {
  const memberships = await membershipsOf(db, from.loginId)
  const there = memberships.find(membership => membership.accountId === accountId)
  if (!there) throw new Problem('not-found')
  return inAccount(db, from.accountId, async tx => {
    await endSession(tx, from.accountId, from.sessionId)
    await enterAccount(tx, accountId)
    if (!(await holdActive(tx, accountId, there.personId))) throw new Problem('not-found')
    return startSession(tx, { ...there, loginId: from.loginId, browser })
  })
}

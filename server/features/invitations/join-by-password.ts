import { type Db, inAccount } from '../../db/connect.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import { findLogin, toUserName } from '../sign-in/index.ts'
import { insertAskedFor } from './ask-for-link.ts'
import { type Joined, joinBy, stateOf } from './join.ts'
import { findBySecret, invitationToJoin, type JoinRow } from './join-queries.ts'
import { temporarySha256 } from './temporary-password.ts'

type Typed = { userName: string; password: string }

/**
 * What somebody is told who signs in with a temporary password: that they choose one of their own now, or why it works no
 * more. It opens nothing by itself, so until they have chosen there is no session, and nothing to reach.
 *
 * @returns null for what is no temporary password of theirs; then it is a wrong password like any other
 */
export async function judgeTemporary(db: Db, { userName, password }: Typed): Promise<Problem | null> {
  const found = await findBySecret(db, temporarySha256(password))
  if (!found) return null
  return inAccount(db, found.accountId, async tx => {
    const row = await invitationToJoin(tx, found.accountId, found.invitationId)
    if (!row || !isTheirs(row, userName)) return null
    if (row.suspended_at) return new Problem('account-suspended')
    if (stateOf(row) !== 'open') return whyOver(row)
    return new Problem((await findLogin(tx, userName)) ? 'own-login-needed' : 'own-password-needed')
  })
}

/**
 * Joins with a temporary password and the one that is chosen instead; where their login exists by now, with its own.
 *
 * @throws Problem as `join`, and what `judgeTemporary` tells
 */
export async function joinWithTemporary(
  db: Db,
  typed: { userName: string; temporaryPassword: string; password: string },
  browser: string | null,
): Promise<Joined> {
  const temporary = temporarySha256(typed.temporaryPassword)
  const found = await findBySecret(db, temporary)
  if (!found) throw new Problem('wrong-user-name-or-password')
  // It went through the post: from now on it opens nothing.
  const isSame = temporarySha256(typed.password).equals(temporary)
  refuseFaults(isSame ? [{ path: ['password'], reason: 'same-as-temporary' }] : [])
  return joinBy(db, found, { password: typed.password, browser }, row => {
    if (!isTheirs(row, typed.userName)) throw new Problem('wrong-user-name-or-password')
    if (stateOf(row) !== 'open') throw whyOver(row) ?? new Problem('wrong-user-name-or-password')
  })
}

/** Notes that somebody whose temporary password works no more asked for a new invitation. @see askForLink */
export const askForPassword = (db: Db, typed: string): Promise<void> =>
  insertAskedFor(db, temporarySha256(typed))

const isTheirs = (row: JoinRow, userName: string) =>
  row.user_name !== null && toUserName(row.user_name) === toUserName(userName)

/** Only who typed the whole of it learns this much. */
function whyOver(row: JoinRow): Problem | null {
  switch (stateOf(row)) {
    case 'replaced':
      return new Problem('temporary-password-replaced')
    case 'expired':
      return new Problem('temporary-password-expired')
    case 'used':
      return new Problem('temporary-password-used')
    default:
      return null
  }
}

import type { Db, Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { Problem } from '../../lib/problem.ts'
import { hashPassword } from './password.ts'
import { insertLogin, loginByUserName } from './queries.ts'
import { toUserName } from './user-name.ts'

export type Login = { id: string; userName: string; passwordHash: string }

/**
 * Makes a login; the password was judged before. One that exists is never changed.
 *
 * @returns its id
 * @throws Problem email-in-use when the user name is taken
 */
export async function createLogin(tx: Tx, login: { userName: string; password: string }): Promise<string> {
  return storeLogin(tx, { userName: login.userName, passwordHash: await hashPassword(login.password) })
}

/** As `createLogin`, with the password hashed beforehand. @throws Problem email-in-use */
export async function storeLogin(tx: Tx, login: { userName: string; passwordHash: string }): Promise<string> {
  const row = { id: newId(), user_name: toUserName(login.userName), password_hash: login.passwordHash }
  const id = await insertLogin(tx, row)
  if (id === null) throw new Problem('email-in-use')
  return id
}

/** The login that somebody means with what they typed as their user name. */
export async function findLogin(db: Db | Tx, typedUserName: string): Promise<Login | null> {
  return (await loginByUserName(db, toUserName(typedUserName))) ?? null
}

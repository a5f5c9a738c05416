import { randomUUID } from 'node:crypto'
import { asOperator, becomeOperator, type Db } from '../server/db/connect.ts'
import { addSuperAdmin, sessionCookieName, storeLogin } from '../server/features/sign-in/index.ts'
import { hashPassword } from '../server/features/sign-in/password.ts'
import { startSuperAdminSession } from '../server/features/sign-in/super-admins/super-admin.ts'
import { type TestUser, testPassword } from './account.ts'

let passwordHash: Promise<string> | undefined

export type TestSuperAdmin = { loginId: string; userName: string }

/** A super admin who is a user of no account; signs in with `userName` and `testPassword`. */
export async function aSuperAdmin(
  db: Db,
  userName = `super-${randomUUID()}@example.com`,
): Promise<TestSuperAdmin> {
  passwordHash ??= hashPassword(testPassword)
  const hash = await passwordHash
  const loginId = await db.transaction().execute(async tx => {
    const id = await storeLogin(tx, { userName, passwordHash: hash })
    await becomeOperator(tx)
    await addSuperAdmin(tx, { id, userName }, null)
    return id
  })
  return { loginId, userName }
}

/** Makes somebody a super admin who is a user of an account already. */
export async function alsoSuperAdmin(db: Db, { loginId, userName }: TestUser): Promise<void> {
  if (loginId === null || userName === null) throw new Error('This test user has not joined.')
  await asOperator(db, tx => addSuperAdmin(tx, { id: loginId, userName }, null))
}

/** Headers of a super admin who is signed in without an account. */
export async function signedInAsSuperAdmin(db: Db, { loginId }: TestSuperAdmin): Promise<{ cookie: string }> {
  const token = await asOperator(db, tx => startSuperAdminSession(tx, loginId))
  return { cookie: `${sessionCookieName}=${token}` }
}

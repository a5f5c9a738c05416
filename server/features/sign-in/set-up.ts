import { becomeOperator, type Db, leaveOperator } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import { installationSettings } from '../settings/index.ts'
import { createAccountIn } from './create-account.ts'
import { judgeSetUp } from './judge-account.ts'
import { hashPassword } from './password.ts'
import { hasAccounts, lockSetUp } from './queries.ts'
import { startSession } from './sessions.ts'
import { addSuperAdmin } from './super-admins/super-admin.ts'

export const isSetUpNeeded = async (db: Db): Promise<boolean> => !(await hasAccounts(db))

/**
 * First run: makes the account and signs its first Directory Admin in, who is the super admin too. Of two at once, one
 * succeeds.
 *
 * @param raw of the shape of SetupInput, not judged yet @param browser its name
 * @returns the token of the session
 * @throws Problem already-set-up, faulty-input
 */
export async function setUp(db: Db, raw: unknown, browser: string | null): Promise<string> {
  if (!(await isSetUpNeeded(db))) throw new Problem('already-set-up')
  const input = judgeSetUp(raw, await installationSettings(db))
  const passwordHash = await hashPassword(input.password)
  return db.transaction().execute(async tx => {
    await lockSetUp(tx)
    if (await hasAccounts(tx)) throw new Problem('already-set-up')
    const { accountId, adminId, loginId } = await createAccountIn(tx, { ...input, passwordHash })
    await becomeOperator(tx)
    await addSuperAdmin(tx, { id: loginId, userName: input.email }, null)
    await leaveOperator(tx)
    return startSession(tx, { accountId, personId: adminId, loginId, browser })
  })
}

import type { NewAccount } from '../../../contract/setup.ts'
import { type Db, enterAccount, type Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { record } from '../audit/index.ts'
import { createStandardTemplates, type StandardTemplates } from '../permissions/index.ts'
import { storeLogin } from './create-login.ts'
import { hashPassword } from './password.ts'
import { insertAccount, insertFirstAdmin } from './queries.ts'

export type { NewAccount }
export type OpenedAccount = {
  accountId: string
  adminId: string
  templates: StandardTemplates
  ownCompanyId: string
}
export type CreatedAccount = OpenedAccount & { loginId: string }

/** An account with its standard templates, its own company and its first Directory Admin, who can sign in. */
export async function createAccount(
  db: Db,
  input: NewAccount & { password: string },
): Promise<CreatedAccount> {
  const passwordHash = await hashPassword(input.password)
  return db.transaction().execute(tx => createAccountIn(tx, { ...input, passwordHash }))
}

/** As `createAccount`; the transaction is inside the new account afterwards. @throws Problem email-in-use */
export async function createAccountIn(
  tx: Tx,
  input: NewAccount & { passwordHash: string },
): Promise<CreatedAccount> {
  const loginId = await storeLogin(tx, { userName: input.email, passwordHash: input.passwordHash })
  return { ...(await openAccount(tx, input, loginId)), loginId }
}

/**
 * An account whose first Directory Admin has the login, or none yet: they are to be invited. The transaction is inside the
 * account afterwards.
 *
 * @param input judged before: see `judgeNewAccount`
 */
export async function openAccount(tx: Tx, input: NewAccount, loginId: string | null): Promise<OpenedAccount> {
  const accountId = newId()
  const adminId = newId()
  const ownCompanyId = newId()
  await enterAccount(tx, accountId)
  await insertAccount(
    tx,
    {
      id: accountId,
      name: input.accountName,
      country: input.country,
      language: input.language,
      time_zone: input.timeZone,
    },
    ownCompanyId,
  )
  const templates = await createStandardTemplates(tx, accountId)
  await insertFirstAdmin(tx, {
    account_id: accountId,
    id: adminId,
    first_name: input.firstName,
    last_name: input.lastName,
    email: input.email,
    login_id: loginId,
    company_id: ownCompanyId,
    company_name: input.accountName,
    template_id: templates.admin,
  })
  const actorId = loginId === null ? null : adminId
  await record(tx, { accountId, actorId }, 'account.created', { name: input.accountName })
  return { accountId, adminId, templates, ownCompanyId }
}

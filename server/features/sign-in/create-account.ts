import { type Db, enterAccount, type Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { record } from '../audit/index.ts'
import { createStandardTemplates, type StandardTemplates } from '../permissions/index.ts'
import { storeLogin } from './create-login.ts'
import { hashPassword } from './password.ts'
import { insertAccount, insertFirstAdmin } from './queries.ts'

/** Judged before: see `judgeSetUp`. */
export type NewAccount = {
  accountName: string
  country: string
  language: 'en' | 'ru'
  timeZone: string
  firstName: string
  lastName: string
  /** As stored: lower case, domain in ASCII; becomes the user name. */
  email: string
}
export type CreatedAccount = {
  accountId: string
  adminId: string
  loginId: string
  templates: StandardTemplates
  ownCompanyId: string
}

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
  const loginId = await storeLogin(tx, { userName: input.email, passwordHash: input.passwordHash })
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
  await record(tx, { accountId, actorId: adminId }, 'account.created', { name: input.accountName })
  return { accountId, adminId, loginId, templates, ownCompanyId }
}

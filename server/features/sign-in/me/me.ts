import type { Me } from '../../../../contract/session.ts'
import { type Db, inAccount } from '../../../db/connect.ts'
import { type Actor, may } from '../../permissions/index.ts'
import { installationSettings } from '../../settings/index.ts'
import { accountsOfLogin, signedInPerson } from '../queries.ts'

/** What the screen knows of who is signed in. @param loginId null for a program, which knows its own account alone */
export async function me(
  db: Db,
  actor: Actor,
  {
    loginId,
    hasMailbox,
    isSuperAdmin,
  }: { loginId: string | null; hasMailbox: boolean; isSuperAdmin: boolean },
): Promise<Me> {
  const { accountId, personId, name } = actor
  const row = await inAccount(db, accountId, tx => signedInPerson(tx, accountId, personId))
  const account = { id: accountId, name: row.account_name }
  const { sendingPaused } = await installationSettings(db)
  return {
    person: { id: personId, name, userName: row.user_name ?? '' },
    account: { ...account, country: row.country },
    accounts: loginId ? await accountsOfLogin(db, loginId) : [account],
    permissions: [...actor.permissions],
    language: (row.language ?? row.account_language) as 'en' | 'ru',
    hasMailbox,
    isSuperAdmin,
    sendingPaused: may(actor, 'settings.view') ? (sendingPaused?.reason ?? null) : null,
  }
}

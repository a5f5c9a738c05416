import type { Me } from '../../../../contract/session.ts'
import { type Db, inAccount } from '../../../db/connect.ts'
import type { Actor } from '../../permissions/index.ts'
import { signedInPerson } from '../queries.ts'

/** What the screen knows of who is signed in. */
export async function me(db: Db, actor: Actor, hasMailbox: boolean): Promise<Me> {
  const { accountId, personId, name } = actor
  const row = await inAccount(db, accountId, tx => signedInPerson(tx, accountId, personId))
  return {
    person: { id: personId, name, userName: row.user_name ?? '' },
    account: { id: accountId, name: row.account_name, country: row.country },
    permissions: [...actor.permissions],
    language: (row.language ?? row.account_language) as 'en' | 'ru',
    hasMailbox,
  }
}

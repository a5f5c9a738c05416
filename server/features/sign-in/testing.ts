import { anAccount, aUser, type TestAccount, type TestUser } from '../../../test/account.ts'
import { type Db, inAccount } from '../../db/connect.ts'

/** The same login as an active user of another account of its own. */
export async function aSecondMembership(
  db: Db,
  user: TestUser,
  name = 'Second Builders',
): Promise<{ account: TestAccount; user: TestUser }> {
  const account = await anAccount(db, { name })
  const second = await aUser(db, account, { lastName: 'Second' })
  await inAccount(db, account.id, async tx => {
    await tx.updateTable('person').set({ login_id: user.loginId }).where('id', '=', second.id).execute()
    await tx
      .updateTable('person_state')
      .set({ invitation_state: 'accepted', joined_at: new Date() })
      .where('person_id', '=', second.id)
      .execute()
  })
  return { account, user: { ...second, loginId: user.loginId, userName: user.userName } }
}

import { type Db, inAccount } from '../server/db/connect.ts'
import { inviteRespondents } from '../server/features/prequalification/invite-respondents.ts'
import { settingsOf } from '../server/features/prequalification/settings.ts'
import { type TestAccount, testInstallation } from './account.ts'

/** Invites users to their company's form as a run would, without one; what it writes leaves when somebody sends what is due. */
export async function prequalify(
  db: Db,
  account: TestAccount,
  users: { id: string }[],
  more: { keepsStatus?: boolean } = {},
): Promise<{ askedCompanyId: string; formId: string }> {
  const personIds = users.map(user => user.id)
  return inAccount(db, account.id, async tx => {
    const { dueDays } = await settingsOf(tx, account.id)
    await inviteRespondents(tx, testInstallation, account.id, personIds, {
      actorId: account.admin.id,
      runId: null,
      dueAt: new Date(),
      dueDays,
      keepsStatus: more.keepsStatus ?? false,
    })
    const row = await tx
      .selectFrom('person_state as s')
      .innerJoin('prequalification as p', 'p.company_id', 's.company_id')
      .select(['p.company_id', 'p.form_id'])
      .where('s.person_id', '=', personIds[0]!)
      .executeTakeFirstOrThrow()
    return { askedCompanyId: row.company_id, formId: row.form_id! }
  })
}

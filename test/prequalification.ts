import type { Progress } from '../contract/prequalification/answers.ts'
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
      dueAt: null,
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

/** Answers every question of the standard form that must be answered. @returns the progress after the last */
export async function fillIn(
  save: (questionId: string, value: string | number | boolean) => Promise<{ body: { progress: Progress } }>,
): Promise<Progress> {
  let progress: Progress | undefined
  for (const [questionId, value] of Object.entries({
    'legal-company-name': 'Star Framing Inc.',
    'federal-employer-id': '12-3456789',
    'industry-type': 'carpentry',
    'has-safety-program': false,
    'recordable-incidents': 0,
    'had-fatalities': false,
    insurer: 'Acme Mutual',
    'general-liability-limit': '2000000',
    'is-bondable': false,
    'annual-revenue': '5000000.50',
    'was-insolvent': false,
  }))
    progress = (await save(questionId, value)).body.progress
  return progress!
}

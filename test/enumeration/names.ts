import { randomBytes } from 'node:crypto'
import { type Db, inAccount } from '../../server/db/connect.ts'
import { secretOf } from '../../server/features/invitations/index.ts'
import { openInvitations } from '../../server/features/invitations/open-invitations.ts'
import { anAccount, aUser, type TestAccount, testInstallation } from '../account.ts'
import type { Question } from './compare-answers.ts'

export type Names = { known: string[]; unknown: string[] }

/** What a question is asked about: what Muster knows, and what is like it and unknown. */
export async function namesFor(db: Db, question: Question, accounts: number): Promise<Names> {
  const known: string[] = []
  for (let i = 0; i < accounts; i++) {
    const account = await anAccount(db)
    known.push(...(question.asksAbout === 'secrets' ? await secretsOf(db, account) : userNamesOf(account)))
  }
  if (question.asksAbout === 'userNames')
    return { known, unknown: known.map(userName => userName.replace(/^./, 'x')) }
  // A letter besides a secret that lives, against what resembles none: how near a guess is must not be seen either.
  return {
    known: known.map(secret => secret.replace(/^./, first => (first === 'A' ? 'B' : 'A'))),
    unknown: known.map(() => randomBytes(32).toString('base64url')),
  }
}

const userNamesOf = ({ admin, standard, reader }: TestAccount) =>
  [admin, standard, reader].map(user => user.userName!)

async function secretsOf(db: Db, account: TestAccount): Promise<string[]> {
  const users = [await aUser(db, account), await aUser(db, account), await aUser(db, account)]
  return inAccount(db, account.id, async tx => {
    const personIds = users.map(user => user.id)
    const more = { actorId: account.admin.id, runId: null, dueAt: new Date(), isUrgent: false }
    await openInvitations(tx, testInstallation, account.id, personIds, more)
    const rows = await tx.selectFrom('invitation').select('id').where('account_id', '=', account.id).execute()
    return rows.map(({ id }) => secretOf(testInstallation.secret, account.id, id))
  })
}

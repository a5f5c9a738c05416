import { sql } from 'kysely'
import { keyKeptHours } from '../../contract/idempotency.ts'
import { asOperator, type Db, inAccount } from '../db/connect.ts'

export type Answer = { status: number; headers: Record<string, string>; body: string }
/** A person in an account, or a super admin. */
export type Asker = { accountId: string; personId: string } | { loginId: string }

const tooOld = sql<Date>`now() - make_interval(hours => ${keyKeptHours})`

export async function storedAnswer(
  db: Db,
  asker: Asker,
  key: string,
): Promise<{ fingerprint: Buffer; answer: Answer } | null> {
  const columns = ['fingerprint', 'status', 'headers', 'body'] as const
  const row =
    'loginId' in asker
      ? await asOperator(db, tx =>
          tx
            .selectFrom('installation_answer')
            .select(columns)
            .where('login_id', '=', asker.loginId)
            .where('key', '=', key)
            .executeTakeFirst(),
        )
      : await inAccount(db, asker.accountId, tx =>
          tx
            .selectFrom('idempotent_request')
            .select(columns)
            .where('account_id', '=', asker.accountId)
            .where('person_id', '=', asker.personId)
            .where('key', '=', key)
            .executeTakeFirst(),
        )
  if (!row) return null
  const headers = row.headers as Record<string, string>
  return { fingerprint: row.fingerprint, answer: { status: row.status, headers, body: row.body } }
}

/** Keeps an answer for who sends the same key again, and forgets the asker's old ones. */
export async function storeAnswer(
  db: Db,
  asker: Asker,
  key: string,
  fingerprint: Buffer,
  answer: Answer,
): Promise<void> {
  const row = { key, fingerprint, ...answer, headers: JSON.stringify(answer.headers) }
  if ('loginId' in asker) {
    await asOperator(db, async tx => {
      await tx
        .deleteFrom('installation_answer')
        .where('login_id', '=', asker.loginId)
        .where('answered_at', '<', tooOld)
        .execute()
      await tx
        .insertInto('installation_answer')
        .values({ login_id: asker.loginId, ...row })
        .onConflict(conflict => conflict.doNothing())
        .execute()
    })
    return
  }
  const { accountId, personId } = asker
  await inAccount(db, accountId, async tx => {
    await tx
      .deleteFrom('idempotent_request')
      .where('account_id', '=', accountId)
      .where('person_id', '=', personId)
      .where('answered_at', '<', tooOld)
      .execute()
    await tx
      .insertInto('idempotent_request')
      .values({ account_id: accountId, person_id: personId, ...row })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  })
}

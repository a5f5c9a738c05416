import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Db, type Tx, wakeWorkers } from '../../../db/connect.ts'

/** The same work whatever the user name is. */
export async function insertForgotten(db: Db, row: { id: string; user_name: string }): Promise<void> {
  await db.transaction().execute(async tx => {
    await tx.insertInto('forgotten_password').values(row).execute()
    await wakeWorkers(tx)
  })
}

/** Forgets those whose user name is nobody's who is active anywhere. */
export async function dropUnknown(db: Db): Promise<void> {
  await sql`
    delete from forgotten_password f where not exists (select from first_membership(f.user_name))`.execute(db)
}

/** The accounts that have to write to somebody who forgot their password. */
export async function accountsWithForgotten(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct m.account_id as id from forgotten_password f cross join lateral first_membership(f.user_name) m
  `.execute(db)
  return rows.map(row => row.id)
}

export type Forgetful = { personId: string; loginId: string; userName: string }

/** Takes what was asked for and nobody else holds. @returns each login once, however often it was asked for */
export async function takeForgotten(tx: Tx, accountId: string, limit: number): Promise<Forgetful[]> {
  const { rows } = await sql<Forgetful>`
    with asked as (
      select f.id, f.user_name, m.person_id, m.login_id
      from forgotten_password f cross join lateral first_membership(f.user_name) m
      where m.account_id = ${accountId} order by f.id limit ${limit} for update of f skip locked),
    taken as (delete from forgotten_password f using asked where f.id = asked.id)
    select distinct person_id as "personId", login_id as "loginId", user_name as "userName" from asked
  `.execute(tx)
  return rows
}

/** How many links a login was sent within the last hour. */
export async function resetsWithinAnHour(tx: Tx, accountId: string, loginId: string): Promise<number> {
  const row = await tx
    .selectFrom('password_reset')
    .select(sql<number>`count(*)`.as('count'))
    .where('account_id', '=', accountId)
    .where('login_id', '=', loginId)
    .where('created_at', '>', sql<Date>`now() - interval '1 hour'`)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function insertReset(
  tx: Tx,
  row: {
    account_id: string
    id: string
    login_id: string
    person_id: string
    secret_sha256: Buffer
    expires_at: Date
  },
): Promise<void> {
  await tx.insertInto('password_reset').values(row).execute()
}

export async function findLiveReset(
  db: Db | Tx,
  secretSha256: Buffer,
): Promise<{ accountId: string; id: string } | null> {
  const { rows } = await sql<{ accountId: string; id: string }>`
    select account_id as "accountId", id from live_password_reset(${secretSha256})`.execute(db)
  return rows[0] ?? null
}

/** Whose it is, and what their password must not be made of. */
export function resetWithOwner(tx: Tx, accountId: string, id: string) {
  return tx
    .selectFrom('password_reset as r')
    .innerJoin('login as l', 'l.id', 'r.login_id')
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 'r.account_id').onRef('p.id', '=', 'r.person_id'),
    )
    .innerJoin('account as a', 'a.id', 'r.account_id')
    .select([
      'r.login_id',
      'l.user_name',
      'p.first_name',
      'p.last_name',
      'p.email',
      'a.name as account_name',
      sql<'en' | 'ru'>`coalesce(p.language, a.language)`.as('language'),
    ])
    .where('r.account_id', '=', accountId)
    .where('r.id', '=', id)
    .executeTakeFirstOrThrow()
}

/** @returns false where it was used meanwhile, or its time is over */
export async function useReset(tx: Tx, accountId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('password_reset')
    .set({ used_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Of a message `m`: its link still works. */
export const stillForgotten: RawBuilder<SqlBool> = sql<SqlBool>`exists (
  select from password_reset r
  where r.account_id = m.account_id and r.id = m.id and r.used_at is null and r.expires_at > now()
    and not exists (select from password_reset newer where newer.account_id = r.account_id and newer.login_id = r.login_id
      and (newer.created_at, newer.id) > (r.created_at, r.id)))`

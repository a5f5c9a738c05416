import { type Kysely, sql } from 'kysely'
import type { Db, Tx } from '../../db/connect.ts'
import type { Schema } from '../../db/views.ts'

/** @returns the id, or nothing when the user name is taken */
export async function insertLogin(
  tx: Tx,
  login: { id: string; user_name: string; password_hash: string },
): Promise<string | null> {
  const row = await tx
    .insertInto('login')
    .values(login)
    .onConflict(conflict => conflict.column('user_name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** The login of this user name, else the one that has it as an address of its own. */
export function loginByUserName(db: Kysely<Schema>, userName: string) {
  return db
    .selectFrom('login')
    .select(['id', 'user_name as userName', 'password_hash as passwordHash'])
    .where(
      sql<boolean>`id = coalesce((select n.id from login n where n.user_name = ${userName}),
        (select a.login_id from login_address a where a.address = ${userName}))`,
    )
    .executeTakeFirst()
}

/** Holds the login until the end of the transaction. @returns whether its password is still the one of this hash */
export async function isStillPassword(tx: Tx, loginId: string, passwordHash: string): Promise<boolean> {
  const row = await tx
    .selectFrom('login')
    .select('password_hash')
    .where('id', '=', loginId)
    .forShare()
    .executeTakeFirst()
  return row?.password_hash === passwordHash
}

export async function updatePassword(tx: Tx, loginId: string, passwordHash: string): Promise<void> {
  await tx.updateTable('login').set({ password_hash: passwordHash }).where('id', '=', loginId).execute()
}

/** In every account. */
export async function sessionsOfLogin(
  tx: Tx,
  loginId: string,
): Promise<{ accountId: string; sessionId: string }[]> {
  const { rows } = await sql<{ accountId: string; sessionId: string }>`
    select account_id as "accountId", session_id as "sessionId" from sessions_of_login(${loginId})`.execute(
    tx,
  )
  return rows
}

/** The accounts in which a login is an active user, the one joined first in front; suspended ones are left out. */
export async function membershipsOf(
  db: Kysely<Schema>,
  loginId: string,
): Promise<{ accountId: string; personId: string }[]> {
  const { rows } = await sql<{ accountId: string; personId: string }>`
    select account_id as "accountId", person_id as "personId" from memberships_of(${loginId})`.execute(db)
  return rows
}

export async function isSuperAdmin(db: Kysely<Schema>, loginId: string): Promise<boolean> {
  const row = await db
    .selectFrom('super_admin')
    .select('login_id')
    .where('login_id', '=', loginId)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether they are an active user of an account that is suspended. */
export async function isMemberOfSuspended(db: Kysely<Schema>, loginId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select is_member_of_suspended(${loginId}) as is`.execute(db)
  return rows[0]?.is === true
}

/** Also where the account is suspended. */
export async function isUserSomewhere(db: Kysely<Schema>, loginId: string): Promise<boolean> {
  return (await membershipsOf(db, loginId)).length > 0 || (await isMemberOfSuspended(db, loginId))
}

/** The same accounts with their names, in the order of these. */
export async function accountsOfLogin(db: Db, loginId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{
    id: string
    name: string
  }>`select id, name from accounts_of_login(${loginId})`.execute(db)
  return rows
}

/** Keeps a person as they are until the end of the transaction. @returns whether they are an active user */
export async function holdActive(tx: Tx, accountId: string, personId: string): Promise<boolean> {
  const person = await tx
    .selectFrom('person_state')
    .select('status')
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .forShare()
    .executeTakeFirst()
  return person?.status === 'active'
}

export function insertSession(
  tx: Tx,
  row: {
    account_id: string
    id: string
    token_sha256: Buffer
    login_id: string
    person_id: string
    browser: string | null
  },
) {
  return tx.insertInto('session').values(row).execute()
}

/** @returns whose it was; nothing when it had ended before */
export function endSessionById(tx: Tx, accountId: string, sessionId: string) {
  return tx
    .updateTable('session')
    .set({ ended_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
}

export function endSessionsByPerson(tx: Tx, accountId: string, personIds: string[]) {
  return tx
    .updateTable('session')
    .set({ ended_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where(sql<boolean>`person_id = any(${personIds}::uuid[])`)
    .where('ended_at', 'is', null)
    .execute()
}

export function endEverySession(tx: Tx, accountId: string) {
  return tx
    .updateTable('session')
    .set({ ended_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()
}

export function endEveryReset(tx: Tx, accountId: string) {
  return tx
    .updateTable('password_reset')
    .set({ used_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute()
}

/** What the screen shows of the signed-in person beside their permissions. */
export function signedInPerson(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('person as p')
    .innerJoin('account as a', 'a.id', 'p.account_id')
    .leftJoin('login as l', 'l.id', 'p.login_id')
    .select([
      'p.language',
      'l.user_name',
      'a.name as account_name',
      'a.country',
      'a.language as account_language',
    ])
    .where('p.account_id', '=', accountId)
    .where('p.id', '=', personId)
    .executeTakeFirstOrThrow()
}

export async function hasAccounts(db: Kysely<Schema>): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select exists (select from accounts()) as has`.execute(db)
  return rows[0]?.has === true
}

/** Held until the transaction ends: whoever else wants to set up waits, and then finds an account. */
export async function lockSetUp(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('muster set up'))`.execute(tx)
}

export async function insertAccount(
  tx: Tx,
  account: { id: string; name: string; country: string; language: string; time_zone: string },
  ownCompanyId: string,
): Promise<void> {
  await tx.insertInto('account').values(account).execute()
  await tx
    .insertInto('company')
    .values({ account_id: account.id, id: ownCompanyId, name: account.name, is_own: true })
    .execute()
}

export async function insertFirstAdmin(
  tx: Tx,
  admin: {
    account_id: string
    id: string
    first_name: string
    last_name: string
    email: string
    login_id: string | null
    company_id: string
    company_name: string
    template_id: string
  },
): Promise<void> {
  const { account_id, id, email, company_id, template_id, ...rest } = admin
  await tx
    .insertInto('person')
    .values({ account_id, id, email, ...rest })
    .execute()
  await tx
    .insertInto('person_state')
    .values({
      account_id,
      person_id: id,
      ...(rest.login_id !== null && { invitation_state: 'accepted', joined_at: sql`now()` }),
      email_verdict: 'ok',
      phone_verdict: 'missing',
      company_id,
      template_id,
      active_email: email,
    })
    .execute()
}

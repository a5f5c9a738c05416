import { sql } from 'kysely'
import type { PermissionLevel } from '../../contract/permissions.ts'
import type { Db, Tx } from '../db/connect.ts'
import { keepPlan } from '../db/kept-plans.ts'

export async function askDatabase(db: Db): Promise<void> {
  await sql`select 1`.execute(db)
}

export type LiveSession = {
  accountId: string
  sessionId: string
  personId: string
  loginId: string
  seenAt: Date
  /** Of the account: nobody gets in. */
  isSuspended: boolean
  /** The user name of a super admin; null for everybody else. */
  superAdminName: string | null
}

/** How long a session may rest, and last: a rule of the installation, read with each. */
const rules = sql`installation_setting r`
const idle = sql`make_interval(mins => r.idle_session_minutes)`
const longest = sql`make_interval(hours => r.longest_session_hours)`

/** The live session of a token, with its active user as `toActor` takes them. One statement: every request waits for it. */
export async function liveSession(db: Db, tokenSha256: Buffer) {
  type Row = LiveSession & {
    first_name: string
    last_name: string
    email: string | null
    directory_level: PermissionLevel
    prequalifications_level: PermissionLevel
    reports_level: PermissionLevel
    admin_level: PermissionLevel
    granular: string[]
    template_id: string
  }
  const { rows } = await sql<Row>`
    select account_id as "accountId", session_id as "sessionId", person_id as "personId", s.login_id as "loginId",
           seen_at as "seenAt", first_name, last_name, email, template_id,
           directory_level, prequalifications_level, reports_level, admin_level, granular,
           account_id in (select suspended_accounts()) as "isSuspended",
           (select l.user_name from super_admin a join login l on l.id = a.login_id where a.login_id = s.login_id) as "superAdminName"
    from ${rules}, live_session(${tokenSha256}, ${idle}, ${longest}) s
    ${keepPlan}`.execute(db)
  return rows[0] ?? null
}

export type LiveSuperAdminSession = { sessionId: string; loginId: string; userName: string; seenAt: Date }

/** Of a super admin who is a user of no account. */
export async function liveSuperAdminSession(
  db: Db,
  tokenSha256: Buffer,
): Promise<LiveSuperAdminSession | null> {
  const { rows } = await sql<LiveSuperAdminSession>`
    select session_id as "sessionId", login_id as "loginId", user_name as "userName", seen_at as "seenAt"
    from ${rules}, live_super_admin_session(${tokenSha256}, ${idle}, ${longest})
  `.execute(db)
  return rows[0] ?? null
}

/** @param tx as operator */
export async function touchSuperAdminSession(tx: Tx, sessionId: string): Promise<void> {
  await sql`update super_admin_session set seen_at = now() where id = ${sessionId}`.execute(tx)
}

/** Requests that come together touch it once: whoever finds the row held leaves it. */
export async function touchSession(tx: Tx, accountId: string, sessionId: string): Promise<void> {
  await sql`
    update session set seen_at = now() where account_id = ${accountId} and id = (
      select id from session where account_id = ${accountId} and id = ${sessionId} for update skip locked)
  `.execute(tx)
}

export type LiveApiKey = {
  accountId: string
  keyId: string
  ownerId: string
  scopes: string[]
  lastUsedAt: Date | null
  isSuspended: boolean
}

/** The key that has not ended or expired; whether its owner is still an active user is another question. */
export async function liveApiKey(db: Db, sha256: Buffer): Promise<LiveApiKey | null> {
  const { rows } = await sql<LiveApiKey>`
    select account_id as "accountId", id as "keyId", owner_id as "ownerId", scopes, last_used_at as "lastUsedAt",
           account_id in (select suspended_accounts()) as "isSuspended"
    from live_api_key(${sha256})
  `.execute(db)
  return rows[0] ?? null
}

/** As with sessions, who finds the row held leaves it. */
export async function touchApiKey(tx: Tx, accountId: string, keyId: string): Promise<void> {
  await sql`
    update api_key set last_used_at = now() where account_id = ${accountId} and id = (
      select id from api_key where account_id = ${accountId} and id = ${keyId} for update skip locked)
  `.execute(tx)
}

/** A lock that lives as long as the connection: what holds it and dies lets go at once. */
export async function tryLock(connection: Db, name: string): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_lock(hashtextextended(${name}, 0)) as got`.execute(connection)
  return rows[0]?.got === true
}

export async function unlock(connection: Db, name: string): Promise<void> {
  await sql`select pg_advisory_unlock(hashtextextended(${name}, 0))`.execute(connection)
}

import { sql } from 'kysely'
import { keyKeptHours } from '../../contract/idempotency.ts'
import type { PermissionLevel } from '../../contract/permissions.ts'
import { type Db, inAccount, type Tx } from '../db/connect.ts'

export async function askDatabase(db: Db): Promise<void> {
  await sql`select 1`.execute(db)
}

export type LiveSession = {
  accountId: string
  sessionId: string
  personId: string
  loginId: string
  seenAt: Date
}

/** The live session of a token, with its active user as `toActor` takes them. One statement: every request waits for it. */
export async function liveSession(db: Db, tokenSha256: Buffer, idleSeconds: number, longestSeconds: number) {
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
    select account_id as "accountId", session_id as "sessionId", person_id as "personId", login_id as "loginId",
           seen_at as "seenAt", first_name, last_name, email, template_id,
           directory_level, prequalifications_level, reports_level, admin_level, granular
    from live_session(${tokenSha256}, make_interval(secs => ${idleSeconds}), make_interval(secs => ${longestSeconds}))
  `.execute(db)
  return rows[0] ?? null
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
}

/** The key that has not ended or expired; whether its owner is still an active user is another question. */
export async function liveApiKey(db: Db, sha256: Buffer): Promise<LiveApiKey | null> {
  const { rows } = await sql<LiveApiKey>`
    select account_id as "accountId", id as "keyId", owner_id as "ownerId", scopes, last_used_at as "lastUsedAt"
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

export type Answer = { status: number; headers: Record<string, string>; body: string }
type Asker = { accountId: string; personId: string }

export function storedAnswer(
  db: Db,
  asker: Asker,
  key: string,
): Promise<{ fingerprint: Buffer; answer: Answer } | null> {
  return inAccount(db, asker.accountId, async tx => {
    const row = await tx
      .selectFrom('idempotent_request')
      .select(['fingerprint', 'status', 'headers', 'body'])
      .where('account_id', '=', asker.accountId)
      .where('person_id', '=', asker.personId)
      .where('key', '=', key)
      .executeTakeFirst()
    if (!row) return null
    const headers = row.headers as Record<string, string>
    return { fingerprint: row.fingerprint, answer: { status: row.status, headers, body: row.body } }
  })
}

/** Keeps an answer for who sends the same key again, and forgets the asker's old ones. */
export async function storeAnswer(
  db: Db,
  asker: Asker,
  key: string,
  fingerprint: Buffer,
  answer: Answer,
): Promise<void> {
  await inAccount(db, asker.accountId, async tx => {
    await tx
      .deleteFrom('idempotent_request')
      .where('account_id', '=', asker.accountId)
      .where('person_id', '=', asker.personId)
      .where('answered_at', '<', sql<Date>`now() - make_interval(hours => ${keyKeptHours})`)
      .execute()
    await tx
      .insertInto('idempotent_request')
      .values({
        account_id: asker.accountId,
        person_id: asker.personId,
        key,
        fingerprint,
        status: answer.status,
        headers: JSON.stringify(answer.headers),
        body: answer.body,
      })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  })
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

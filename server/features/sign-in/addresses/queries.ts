import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

export function addressesOf(tx: Tx, loginId: string) {
  return tx
    .selectFrom('login_address')
    .select(['id', 'address', 'added_at'])
    .where('login_id', '=', loginId)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

/** Held until the end of the transaction, so that of two requests at once the second sees the first. */
export async function holdLogin(tx: Tx, loginId: string): Promise<void> {
  await tx.selectFrom('login').select('id').where('id', '=', loginId).forUpdate().execute()
}

/** How many links were asked for within the last hour. */
export async function requestsWithinAnHour(tx: Tx, accountId: string, loginId: string): Promise<number> {
  const row = await tx
    .selectFrom('login_address_request')
    .select(sql<number>`count(*)`.as('count'))
    .where('account_id', '=', accountId)
    .where('login_id', '=', loginId)
    .where('created_at', '>', sql<Date>`now() - interval '1 hour'`)
    .executeTakeFirstOrThrow()
  return row.count
}

export async function insertRequest(
  tx: Tx,
  row: {
    account_id: string
    id: string
    login_id: string
    person_id: string
    address: string
    secret_sha256: Buffer
    expires_at: Date
  },
): Promise<void> {
  await tx.insertInto('login_address_request').values(row).execute()
}

/** Where somebody asked for a link; nothing where it is not this login's. */
export async function accountOfRequest(
  tx: Tx,
  loginId: string,
  secretSha256: Buffer,
): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select account_of_address_request(${loginId}, ${secretSha256}) as id`.execute(tx)
  return rows[0]?.id ?? null
}

/** @returns the address that the link went to; nothing where it is not this login's, was used, or its time is over */
export async function useRequest(
  tx: Tx,
  accountId: string,
  loginId: string,
  secretSha256: Buffer,
): Promise<string | null> {
  const row = await tx
    .updateTable('login_address_request')
    .set({ used_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('login_id', '=', loginId)
    .where('secret_sha256', '=', secretSha256)
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('address')
    .executeTakeFirst()
  return row?.address ?? null
}

/** @returns false where another login signs in with it */
export async function insertAddress(
  tx: Tx,
  row: { id: string; login_id: string; address: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into login_address (id, login_id, address)
    select ${row.id}::uuid, ${row.login_id}::uuid, ${row.address}
    where not exists (select from login where user_name = ${row.address})
    on conflict (address) do nothing returning id`.execute(tx)
  return rows.length > 0
}

export async function deleteAddress(tx: Tx, loginId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('login_address')
    .where('login_id', '=', loginId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Of a message `m`: its link still works. */
export const stillAskedFor: RawBuilder<SqlBool> = sql<SqlBool>`exists (
  select from login_address_request r
  where r.account_id = m.account_id and r.id = m.id and r.used_at is null and r.expires_at > now())`

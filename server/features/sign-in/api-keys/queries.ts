import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

export type ApiKeyRow = {
  account_id: string
  id: string
  prefix: string
  key_sha256: Buffer
  name: string
  scopes: string[]
  owner_id: string
  expires_at: Date | null
}

/** @returns whether there was no key of this name that has not ended */
export async function insertApiKey(tx: Tx, row: ApiKeyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('api_key')
    .values(row)
    .onConflict(conflict =>
      conflict.expression(sql`account_id, fold(name)`).where('ended_at', 'is', null).doNothing(),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Those that have not ended, expired ones too; the newest first. @param keyId only this one */
export function keysOf(tx: Tx, accountId: string, keyId: string | null = null) {
  let keys = tx
    .selectFrom('api_key as k')
    .innerJoin('person as owner', join =>
      join.onRef('owner.account_id', '=', 'k.account_id').onRef('owner.id', '=', 'k.owner_id'),
    )
    .select([
      'k.id',
      'k.name',
      'k.prefix',
      'k.scopes',
      'k.owner_id',
      'k.created_at',
      'k.last_used_at',
      'k.expires_at',
      sql<string>`trim(owner.first_name || ' ' || owner.last_name)`.as('owner_name'),
    ])
    .where('k.account_id', '=', accountId)
    .where('k.ended_at', 'is', null)
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id', 'desc')
  if (keyId) keys = keys.where('k.id', '=', keyId)
  return keys.execute()
}

/** @returns the key that ended; nothing where there is none that could */
export function endKey(tx: Tx, accountId: string, keyId: string) {
  return endKeys(tx, accountId)
    .where('id', '=', keyId)
    .returning(['name', 'prefix', 'owner_id'])
    .executeTakeFirst()
}

/** @returns the keys that ended */
export function endKeysOfPeople(tx: Tx, accountId: string, personIds: string[]) {
  return endKeys(tx, accountId)
    .where(sql<boolean>`owner_id = any(${personIds}::uuid[])`)
    .returning(['name', 'prefix', 'owner_id'])
    .execute()
}

const endKeys = (tx: Tx, accountId: string) =>
  tx
    .updateTable('api_key')
    .set({ ended_at: sql`now()` })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)

import { type Expression, sql } from 'kysely'
import type { AccountsQuery } from '../../../contract/installation.ts'
import type { Tx } from '../../db/connect.ts'

// All of it as operator.

export type AccountRow = Awaited<ReturnType<typeof pageOfAccounts>>[number]

const folded = (name: Expression<string>) => sql<string>`fold(${name})`

/** By name. @param after the folded name and id of the last row of the page before @returns one more than `limit` where there is a next page */
export function pageOfAccounts(
  tx: Tx,
  { q, state }: Pick<AccountsQuery, 'q' | 'state'>,
  after: [string, string] | null,
  limit: number,
) {
  let rows = accounts(tx)
    .orderBy('sort_name')
    .orderBy('id')
    .limit(limit + 1)
  if (q) rows = rows.where(sql<boolean>`position(fold(${q}) in fold(name)) > 0`)
  if (state) rows = rows.where('suspended_at', state === 'active' ? 'is' : 'is not', null)
  if (after) rows = rows.where(sql<boolean>`(fold(name), id) > (${after[0]}, ${after[1]}::uuid)`)
  return rows.execute()
}

export function accountWithId(tx: Tx, accountId: string): Promise<AccountRow | undefined> {
  return accounts(tx).where('id', '=', accountId).executeTakeFirst()
}

const accounts = (tx: Tx) =>
  tx
    .selectFrom('account')
    .select(eb => [
      'id',
      'name',
      'country',
      'language',
      'time_zone',
      'created_at',
      'suspended_at',
      'suspended_reason',
      'sending_paused_reason',
      'sending_paused_until',
      'sms_paused_reason',
      'sms_paused_until',
      folded(eb.ref('name')).as('sort_name'),
    ])

export async function isNameTaken(tx: Tx, name: string): Promise<boolean> {
  const row = await tx
    .selectFrom('account')
    .select('id')
    .where(sql<boolean>`fold(name) = fold(${name})`)
    .executeTakeFirst()
  return row !== undefined
}

/** Until the transaction ends, accounts are made one after the other: of two of one name, one is. */
export async function lockNewAccounts(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('muster new accounts'))`.execute(tx)
}

/** Held until the transaction ends. @returns nothing when there is no such account */
export function lockAccountState(tx: Tx, accountId: string) {
  return tx
    .selectFrom('account')
    .select(['name', 'suspended_at'])
    .where('id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** @param reason null ends the suspension */
export async function setSuspension(tx: Tx, accountId: string, reason: string | null): Promise<void> {
  await tx
    .updateTable('account')
    .set({ suspended_reason: reason, suspended_at: reason === null ? null : sql`now()` })
    .where('id', '=', accountId)
    .execute()
}

export async function countAccounts(tx: Tx): Promise<{ active: number; suspended: number }> {
  const row = await tx
    .selectFrom('account')
    .select(eb => [
      eb.fn.countAll<number>().filterWhere('suspended_at', 'is', null).as('active'),
      eb.fn.countAll<number>().filterWhere('suspended_at', 'is not', null).as('suspended'),
    ])
    .executeTakeFirstOrThrow()
  return row
}

import { type AliasableExpression, sql } from 'kysely'
import type { OpenItemFilter } from '../../../contract/open-items.ts'
import type { Tx } from '../../db/connect.ts'
import { judgedRows, type Selected, type SubjectCard, withIds } from '../bulk/index.ts'
import { itemConditions } from './list-queries.ts'

export const itemsNamed = (tx: Tx, accountId: string, ids: string[]): Selected =>
  withIds(judgedRows(tx, 'open_item_row', accountId), ids)

/** The open items that a filter means right now, by the day that it is where the account is. */
export const itemsMatchingFilter = (tx: Tx, accountId: string, filter: OpenItemFilter): Selected =>
  judgedRows(tx, 'open_item_row', accountId).where(eb =>
    eb.and(
      itemConditions(
        accountId,
        filter,
        sql<string>`(select (now() at time zone time_zone)::date from account where id = ${accountId})`,
      ),
    ),
  )

/** Locks items until the end of the transaction, in the order of their ids. */
export async function lockItems(tx: Tx, accountId: string, ids: string[]): Promise<void> {
  await tx
    .selectFrom('open_item')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** An item is called by its title; the person is whom it waits for. */
export function itemCards(tx: Tx, accountId: string): AliasableExpression<SubjectCard> {
  return tx
    .selectFrom('open_item_row as i')
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 'i.account_id').onRef('p.id', '=', 'i.person_id'),
    )
    .select([
      'i.id',
      'p.sort_name',
      'i.title as name',
      sql<string | null>`trim(p.first_name || ' ' || p.last_name)`.as('email'),
      sql<string | null>`null::text`.as('phone'),
      'p.company_name as company',
    ])
    .where('i.account_id', '=', accountId)
}

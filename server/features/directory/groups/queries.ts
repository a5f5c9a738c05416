import { sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

const people = sql<number>`(
  select count(*)::int from distribution_group_member m
  join state_row s on s.account_id = m.account_id and s.person_id = m.person_id
  where m.account_id = g.account_id and m.group_id = g.id and s.status = 'active')`

/** @returns one row more than `limit` where there is a next page */
export function pageOfGroups(
  tx: Tx,
  accountId: string,
  { q, after, limit }: { q: string; after: [string, string] | null; limit: number },
) {
  let rows = tx
    .selectFrom('distribution_group as g')
    .select([
      'g.id',
      'g.name',
      'g.description',
      people.as('people'),
      sql<string>`fold(g.name)`.as('sort_key'),
    ])
    .where('g.account_id', '=', accountId)
    .orderBy(sql`fold(g.name)`)
    .orderBy('g.id')
    .limit(limit + 1)
  if (q) {
    const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    rows = rows.where(sql<boolean>`concat_ws(E'\n', fold(g.name), fold(g.description)) like fold(${pattern})`)
  }
  if (after) rows = rows.where(sql<boolean>`(fold(g.name), g.id) > (${after[0]}, ${after[1]}::uuid)`)
  return rows.execute()
}

export async function countGroups(tx: Tx, accountId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('distribution_group')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return count
}

export function groupWithDetails(tx: Tx, accountId: string, groupId: string) {
  return tx
    .selectFrom('distribution_group as g')
    .select(['g.id', 'g.name', 'g.description', people.as('people'), 'g.created_at', 'g.changed_at'])
    .where('g.account_id', '=', accountId)
    .where('g.id', '=', groupId)
    .executeTakeFirst()
}

/** The groups that a person is in. */
export function groupsOfPerson(tx: Tx, accountId: string, personId: string) {
  return tx
    .selectFrom('distribution_group as g')
    .innerJoin('distribution_group_member as m', join =>
      join.onRef('m.account_id', '=', 'g.account_id').onRef('m.group_id', '=', 'g.id'),
    )
    .select(['g.id', 'g.name'])
    .where('g.account_id', '=', accountId)
    .where('m.person_id', '=', personId)
    .orderBy('g.name')
    .execute()
}

// ── writing

type GroupColumns = { name: string; description: string | null }

/** Waits for whoever else changes the group. */
export async function lockGroup(tx: Tx, accountId: string, id: string): Promise<void> {
  await tx
    .selectFrom('distribution_group')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
}

export function groupNamed(tx: Tx, accountId: string, name: string) {
  return tx
    .selectFrom('distribution_group')
    .select('id')
    .where('account_id', '=', accountId)
    .where(sql<boolean>`fold(name) = fold(${name})`)
    .executeTakeFirst()
}

export async function insertGroup(
  tx: Tx,
  accountId: string,
  id: string,
  columns: GroupColumns,
): Promise<void> {
  await tx
    .insertInto('distribution_group')
    .values({ account_id: accountId, id, ...columns })
    .execute()
}

export async function updateGroup(
  tx: Tx,
  accountId: string,
  id: string,
  columns: GroupColumns,
): Promise<void> {
  await tx
    .updateTable('distribution_group')
    .set({ ...columns, changed_at: sql`clock_timestamp()` })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** With who is in it; the people themselves stay as they are. */
export async function deleteGroup(tx: Tx, accountId: string, id: string): Promise<void> {
  await tx.deleteFrom('distribution_group').where('account_id', '=', accountId).where('id', '=', id).execute()
}

/** @returns whether they were not in it before */
export async function insertGroupMember(
  tx: Tx,
  accountId: string,
  groupId: string,
  personId: string,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('distribution_group_member')
    .values({ account_id: accountId, group_id: groupId, person_id: personId })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** @returns whether they were in it */
export async function deleteGroupMember(
  tx: Tx,
  accountId: string,
  groupId: string,
  personId: string,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('distribution_group_member')
    .where('account_id', '=', accountId)
    .where('group_id', '=', groupId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

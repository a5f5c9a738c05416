import { type Expression, type SqlBool, sql } from 'kysely'
import type { GroupSort, GroupsFilter } from '../../../../contract/groups.ts'
import type { Tx } from '../../../db/connect.ts'

/** Active people of a group; of one project, where only these are meant. */
const activeOf = (projectId: string | undefined) => sql`
  distribution_group_member m join state_row s on s.account_id = m.account_id and s.person_id = m.person_id
  where m.account_id = g.account_id and m.group_id = g.id and s.status = 'active'
    and ${
      projectId
        ? sql`exists (select from project_member p where p.account_id = m.account_id and p.project_id = ${projectId}
                      and p.person_id = m.person_id and p.ended_at is null)`
        : sql`true`
    }`
const people = (projectId?: string) => sql<number>`(select count(*)::int from ${activeOf(projectId)})`

/** As text, so that every order is kept in a cursor alike. */
const sortKeys = {
  name: () => sql<string>`fold(g.name)`,
  people: (projectId?: string) => sql<string>`lpad(${people(projectId)}::text, 10, '0')`,
}

/** @returns one row more than `limit` where there is a next page */
export function pageOfGroups(
  tx: Tx,
  accountId: string,
  page: { filter: GroupsFilter; sort: GroupSort; after: [string, string] | null; limit: number },
) {
  const { filter, sort, after, limit } = page
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const key = sortKeys[sort.replace('-', '') as keyof typeof sortKeys](filter.project)
  let rows = tx
    .selectFrom('distribution_group as g')
    .select(['g.id', 'g.name', 'g.description', people(filter.project).as('people'), key.as('sort_key')])
    .where('g.account_id', '=', accountId)
    .where(eb => eb.and(groupConditions(filter)))
    .orderBy(key, direction)
    .orderBy('g.id', direction)
    .limit(limit + 1)
  if (after) {
    const isAfter = direction === 'desc' ? sql`<` : sql`>`
    rows = rows.where(sql<boolean>`(${key}, g.id) ${isAfter} (${after[0]}, ${after[1]}::uuid)`)
  }
  return rows.execute()
}

function groupConditions({ q, project }: GroupsFilter): Expression<SqlBool>[] {
  const conditions: Expression<SqlBool>[] = []
  for (const word of (q ?? '').split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql<SqlBool>`concat_ws(E'\n', fold(g.name), fold(g.description)) like fold(${pattern})`)
  }
  if (project) conditions.push(sql<SqlBool>`exists (select from ${activeOf(project)})`)
  return conditions
}

export async function countGroups(tx: Tx, accountId: string, filter: GroupsFilter): Promise<number> {
  const { count } = await tx
    .selectFrom('distribution_group as g')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('g.account_id', '=', accountId)
    .where(eb => eb.and(groupConditions(filter)))
    .executeTakeFirstOrThrow()
  return count
}

export function groupWithDetails(tx: Tx, accountId: string, groupId: string) {
  return tx
    .selectFrom('distribution_group as g')
    .select(['g.id', 'g.name', 'g.description', people().as('people'), 'g.created_at', 'g.changed_at'])
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

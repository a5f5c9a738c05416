import { type Expression, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'

// Many people into a group, or out of it again; `row` is the narrow row of a person.

export const isInactive = sql<SqlBool>`row.status = 'inactive'`

export const groupIsGone = (accountId: string, groupId: string): Expression<SqlBool> =>
  sql<SqlBool>`not exists (select from distribution_group g where g.account_id = ${accountId} and g.id = ${groupId})`

export const isInGroup = (accountId: string, groupId: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select from distribution_group_member m
    where m.account_id = ${accountId} and m.group_id = ${groupId} and m.person_id = row.subject_id)`

/** Who is not in the group any more, or was put in once more since that run. */
export const isNotInGroupFrom = (accountId: string, groupId: string, runId: string): Expression<SqlBool> =>
  sql<SqlBool>`not exists (
    select from distribution_group_member m join run_item i on i.account_id = m.account_id and i.subject_id = m.person_id
    where m.account_id = ${accountId} and m.group_id = ${groupId} and m.person_id = row.subject_id
      and i.run_id = ${runId} and m.added_at <= i.settled_at)`

/** Puts people into a group; who is in it stays. */
export async function insertGroupMembers(
  tx: Tx,
  accountId: string,
  groupId: string,
  personIds: string[],
): Promise<void> {
  await sql`
    insert into distribution_group_member (account_id, group_id, person_id)
    select ${accountId}::uuid, ${groupId}::uuid, id from unnest(${personIds}::uuid[]) id
    on conflict do nothing`.execute(tx)
}

export async function deleteGroupMembers(
  tx: Tx,
  accountId: string,
  groupId: string,
  personIds: string[],
): Promise<void> {
  await sql`
    delete from distribution_group_member
    where account_id = ${accountId} and group_id = ${groupId} and person_id = any(${personIds}::uuid[])`.execute(
    tx,
  )
}

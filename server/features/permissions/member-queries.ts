import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** Active people on projects, with what they have there. */
const activeMembers = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('project_member as m')
    .innerJoin('state_row as row', join =>
      join.onRef('row.account_id', '=', 'm.account_id').onRef('row.person_id', '=', 'm.person_id'),
    )
    .where('m.account_id', '=', accountId)
    .where('m.ended_at', 'is', null)
    .where('row.status', '=', 'active')

export function membersPerTemplate(tx: Tx, accountId: string) {
  return activeMembers(tx, accountId)
    .select(['m.template_id', eb => eb.fn.countAll<number>().as('count')])
    .groupBy('m.template_id')
    .execute()
}

const byName = sql<string>`fold(p.last_name || ' ' || p.first_name)`

export type MembersPage = { after: [string, string, string] | null; limit: number }

/** Who has a template, and on which project: by name. @returns one row more than `limit` where there is a next page */
export function pageOfMembers(tx: Tx, accountId: string, templateId: string, { after, limit }: MembersPage) {
  let rows = activeMembers(tx, accountId)
    .innerJoin('person as p', join =>
      join.onRef('p.account_id', '=', 'm.account_id').onRef('p.id', '=', 'm.person_id'),
    )
    .innerJoin('project', join =>
      join.onRef('project.account_id', '=', 'm.account_id').onRef('project.id', '=', 'm.project_id'),
    )
    .select(['p.id', 'p.first_name', 'p.last_name', 'project.id as project_id', 'project.name as project'])
    .select(byName.as('sort_key'))
    .where('m.template_id', '=', templateId)
    .orderBy(byName)
    .orderBy('p.id')
    .orderBy('project.id')
    .limit(limit + 1)
  if (after)
    rows = rows.where(
      sql<boolean>`(${byName}, p.id, project.id) > (${after[0]}, ${after[1]}::uuid, ${after[2]}::uuid)`,
    )
  return rows.execute()
}

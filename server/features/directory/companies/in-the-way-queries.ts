import { type Expression, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../db/connect.ts'
import type { InTheWay, Judge } from '../../bulk/index.ts'

/** Active users of a company who are on active projects; `c` is its id. */
const onProjects = (companyId: Expression<unknown>) => sql`
  person_state s
  join project_member m on m.account_id = s.account_id and m.person_id = s.person_id and m.ended_at is null
  join project p on p.account_id = m.account_id and p.id = m.project_id and p.status = 'active'
  where s.account_id = current_account_id() and s.company_id = ${companyId} and s.kind = 'user' and s.status = 'active'`

export const hasUsersOnProjects = ({ state }: Pick<Judge<unknown, 'company'>, 'state'>) =>
  standInTheWayOf(state.ref('row.subject_id'))

export const standInTheWayOf = (companyId: Expression<unknown>) =>
  sql<SqlBool>`exists (select from ${onProjects(companyId)})`

/** Named in a review; of more the number is told. */
const mostNamed = 5

/** Who of these companies stands in the way of inactivating them, with the projects that they are on. */
export async function whoStandsInTheWay(tx: Tx, companyIds: string[]): Promise<InTheWay[]> {
  const { rows } = await sql<InTheWay>`
    select "subjectId", name, detail, count::int from (
      select c.id as "subjectId", trim(w.first_name || ' ' || w.last_name) as name, string_agg(p.name, ', ' order by p.name) as detail,
             count(*) over (partition by c.id) as count,
             row_number() over (partition by c.id order by w.sort_name, w.id) as place
      from unnest(${companyIds}::uuid[]) c(id)
      cross join lateral (select s.person_id, p.name from ${onProjects(sql`c.id`)}) p
      join person w on w.account_id = current_account_id() and w.id = p.person_id
      group by c.id, w.id, w.first_name, w.last_name, w.sort_name) named
    where place <= ${mostNamed} order by "subjectId", place`.execute(tx)
  return rows
}

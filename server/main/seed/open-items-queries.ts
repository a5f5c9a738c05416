import { sql } from 'kysely'
import type { Tx } from '../../db/connect.ts'

/** Of every tool and role: what it is called there, how often it waits for somebody, and in how many days it is due. */
const kinds = [
  ['rfi', 'manager', 'RFI: anchor bolts, grid line', 9, 6],
  ['rfi', 'assignee', 'RFI: fire stopping at shaft', 7, 3],
  ['submittal', 'manager', 'Submittal: curtain wall, package', 13, 14],
  ['submittal', 'approver', 'Submittal: shop drawings, level', 11, 9],
  ['observation', 'assignee', 'Observation: guard rail missing, bay', 8, -2],
  ['inspection', 'point-of-contact', 'Inspection: rebar before pour', 12, 1],
  ['meeting-item', 'assignment', 'Meeting item: crane schedule, week', 10, 5],
  ['defect-list-item', 'assigned-to', 'Defect: door hardware, room', 6, -9],
  ['timecard', 'final-entry', 'Timecard: final entry, week', 17, 2],
] as const

/** Lets work wait for some of those who are on active projects, the inactive among them; the same each time. */
export async function insertOpenItems(tx: Tx, accountId: string, now: Date): Promise<void> {
  const column = (at: number) => kinds.map(kind => kind[at])
  await sql`
    insert into open_item (account_id, id, source, ref, tool, role, person_id, project_id, title, due_on, opened_at)
    select ${accountId}::uuid, gen_random_uuid(), 'demo', k.tool || '-' || k.role || '-' || m.n, k.tool, k.role, m.person_id, m.project_id,
           k.title || ' ' || m.n, (${now}::timestamptz + make_interval(days => k.due_days + (m.n % 9)::int))::date,
           ${now}::timestamptz - make_interval(days => (m.n % 40)::int)
    from (
      select pm.person_id, pm.project_id, row_number() over (order by project.name, p.sort_name, p.id) as n
      from project_member pm
      join project on project.account_id = pm.account_id and project.id = pm.project_id and project.status = 'active'
      join person p on p.account_id = pm.account_id and p.id = pm.person_id
      join person_state s on s.account_id = p.account_id and s.person_id = p.id and s.kind = 'user'
      where pm.account_id = ${accountId} and pm.ended_at is null) m
    join unnest(${column(0)}::text[], ${column(1)}::text[], ${column(2)}::text[], ${column(3)}::int[], ${column(4)}::int[])
      k(tool, role, title, every, due_days) on m.n % k.every = 0`.execute(tx)
}

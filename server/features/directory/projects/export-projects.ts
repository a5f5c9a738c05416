import type { ProjectSort, ProjectsFilter } from '../../../../contract/projects.ts'
import type { Db } from '../../../db/connect.ts'
import { writeCsv } from '../../../lib/csv/index.ts'
import type { Actor } from '../../permissions/index.ts'
import { cellsOf, eachRow } from '../each-row.ts'
import { pageOfProjects } from './queries.ts'

/** The projects that somebody may see and that match, as CSV in the order of the list. */
export function exportProjects(
  db: Db,
  actor: Actor,
  list: { filter: ProjectsFilter; sort: ProjectSort },
): AsyncGenerator<string> {
  const rows = eachRow(db, actor.accountId, (tx, after, limit) =>
    pageOfProjects(tx, actor, { ...list, after, limit }),
  )
  return writeCsv(
    ['Project', 'Number', 'Status', 'Users', 'Contacts'],
    cellsOf(rows, row => [row.name, row.number, row.status, String(row.users), String(row.contacts)]),
  )
}

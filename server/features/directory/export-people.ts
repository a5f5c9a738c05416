import type { PeopleColumn, PeopleFilter, PeopleSort } from '../../../contract/people.ts'
import { type Db, inAccount } from '../../db/connect.ts'
import { writeCsv } from '../../lib/csv/index.ts'
import { type Actor, templatesOf } from '../permissions/index.ts'
import { eachRow } from './each-row.ts'
import { pageOfPeople } from './page-queries.ts'
import { mayViewTemplates } from './policy.ts'

type Row = Awaited<ReturnType<typeof pageOfPeople>>[number]
type Cell = (row: Row, templates: Map<string, string>) => string | null
type Column = { heading: string; shownAs: PeopleColumn | 'name' | null; cell: Cell }

/**
 * Headings that our own import understands: what was exported can be changed and imported again. What no list shows is
 * exported where nobody chose columns.
 */
const columns: Column[] = [
  { heading: 'First name', shownAs: 'name', cell: row => row.first_name },
  { heading: 'Last name', shownAs: 'name', cell: row => row.last_name },
  { heading: 'E-mail', shownAs: 'email', cell: row => row.email },
  { heading: 'Phone', shownAs: 'email', cell: row => row.phone },
  { heading: 'Company', shownAs: 'company', cell: row => row.company_name },
  { heading: 'Job title', shownAs: 'title', cell: row => row.job_title },
  { heading: 'Employee', shownAs: 'employee', cell: row => (row.is_employee ? 'yes' : 'no') },
  {
    heading: 'Permission template',
    shownAs: 'template',
    cell: (row, templates) => templates.get(row.template_id ?? '') ?? null,
  },
  { heading: 'External ID', shownAs: null, cell: row => row.external_id },
  { heading: 'Language', shownAs: null, cell: row => row.language },
  {
    heading: 'Invitation',
    shownAs: 'status',
    cell: row => (row.kind === 'user' ? row.invitation_state : null),
  },
  { heading: 'Joined', shownAs: 'joined', cell: row => row.joined_at?.toISOString() ?? null },
]

export type PeopleExport = { filter: PeopleFilter; sort: PeopleSort; columns?: PeopleColumn[] | undefined }

/** The people that match as CSV, in the order of the list. The template only for who may see it. */
export const exportPeople = (db: Db, actor: Actor, wanted: PeopleExport): AsyncGenerator<string> => {
  const chosen = wanted.columns && ['name', ...wanted.columns]
  const shown = columns.filter(
    ({ shownAs }) =>
      (!chosen || (shownAs !== null && chosen.includes(shownAs))) &&
      (shownAs !== 'template' || mayViewTemplates(actor)),
  )
  return writeCsv(
    shown.map(({ heading }) => heading),
    lines(db, actor, wanted, shown),
  )
}

async function* lines(db: Db, actor: Actor, { filter, sort }: PeopleExport, shown: Column[]) {
  const all = await inAccount(db, actor.accountId, tx => templatesOf(tx, actor.accountId))
  const templates = new Map(all.map(one => [one.id, one.name]))
  const rows = eachRow(db, actor.accountId, (tx, after, limit) =>
    pageOfPeople(tx, actor.accountId, { filter, sort, after, limit }),
  )
  for await (const row of rows) yield shown.map(({ cell }) => cell(row, templates))
}

import type { PeopleFilter, PeopleSort } from '../../../contract/people.ts'
import { type Db, inAccount } from '../../db/connect.ts'
import { writeCsv } from '../../lib/csv/index.ts'
import { type Actor, templatesOf } from '../permissions/index.ts'
import { eachRow } from './each-row.ts'
import { pageOfPeople } from './page-queries.ts'
import { mayViewTemplates } from './policy.ts'

/** Headings that our own import understands: what was exported can be changed and imported again. */
const columns = [
  'First name',
  'Last name',
  'E-mail',
  'Phone',
  'Company',
  'Job title',
  'Employee',
  'Permission template',
  'External ID',
  'Language',
  'Invitation',
] as const

/** The people that match as CSV, in the order of the list. The template only for who may see it. */
export const exportPeople = (
  db: Db,
  actor: Actor,
  filter: PeopleFilter,
  sort: PeopleSort,
): AsyncGenerator<string> => {
  const shown = columns.filter(column => column !== 'Permission template' || mayViewTemplates(actor))
  return writeCsv(shown, lines(db, actor, filter, sort, shown))
}

async function* lines(
  db: Db,
  actor: Actor,
  filter: PeopleFilter,
  sort: PeopleSort,
  shown: readonly (typeof columns)[number][],
) {
  const templates = new Map(
    (await inAccount(db, actor.accountId, tx => templatesOf(tx, actor.accountId))).map(one => [
      one.id,
      one.name,
    ]),
  )
  const rows = eachRow(db, actor.accountId, (tx, after, limit) =>
    pageOfPeople(tx, actor.accountId, { filter, sort, after, limit }),
  )
  for await (const row of rows) {
    const cells: Record<(typeof columns)[number], string | null> = {
      'First name': row.first_name,
      'Last name': row.last_name,
      'E-mail': row.email,
      Phone: row.phone,
      Company: row.company_name,
      'Job title': row.job_title,
      Employee: row.is_employee ? 'yes' : 'no',
      'Permission template': templates.get(row.template_id ?? '') ?? null,
      'External ID': row.external_id,
      Language: row.language,
      Invitation: row.kind === 'user' ? row.invitation_state : null,
    }
    yield shown.map(column => cells[column])
  }
}

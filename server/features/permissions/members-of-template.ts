import type { Page, PageQuery } from '../../../contract/paging.ts'
import type { TemplateMember } from '../../../contract/permission-templates.ts'
import type { Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { Problem } from '../../lib/problem.ts'
import type { Actor } from './actor.ts'
import { pageOfMembers } from './member-queries.ts'
import { templateOf } from './queries.ts'

/** Who has a template on which project; of the company's, nobody. @throws Problem not-found */
export async function membersOfTemplate(
  tx: Tx,
  { accountId }: Actor,
  templateId: string,
  { cursor, limit }: PageQuery,
): Promise<Page<TemplateMember>> {
  if (!(await templateOf(tx, accountId, templateId))) throw new Problem('not-found')
  const after = cursor ? fromCursor(cursor, 'text', 'id', 'id') : null
  const rows = await pageOfMembers(tx, accountId, templateId, { after, limit })
  return cutPage(
    rows,
    limit,
    row => [row.sort_key, row.id, row.project_id],
    row => ({
      person: { id: row.id, name: `${row.first_name} ${row.last_name}`.trim() },
      project: { id: row.project_id, name: row.project },
    }),
  )
}

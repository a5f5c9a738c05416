import type { FieldChange } from '../../../contract/audit.ts'
import type { TemplateEdit } from '../../../contract/permission-templates.ts'
import type { PermissionLevel } from '../../../contract/permissions.ts'
import type { Fault } from '../../../contract/problems.ts'
import type { Tx } from '../../db/connect.ts'
import { defaultTemplateId, templatesInUse } from './queries.ts'

type Row = { id: string; scope: string; directory_level: PermissionLevel; archived_at: Date | null }
type Choice = { isArchived: boolean; faults: Fault[]; changes: FieldChange[] }

/**
 * Judges what an edit says of whom a template is given to: whether to anybody any more, and whether to everybody new.
 *
 * @param row as the rest of the edit leaves it
 */
export async function judgeChoice(tx: Tx, accountId: string, row: Row, edit: TemplateEdit): Promise<Choice> {
  const wasDefault = (await defaultTemplateId(tx, accountId)) === row.id
  const wasArchived = row.archived_at !== null
  const isDefault = edit.isDefault ?? wasDefault
  const isArchived = edit.isArchived ?? wasArchived
  const faults: Fault[] = []
  if (isDefault) {
    const path = edit.isDefault ? ['isDefault'] : ['directoryLevel']
    if (row.scope !== 'company') faults.push({ path, reason: 'default-of-a-project' })
    if (row.directory_level === 'admin') faults.push({ path, reason: 'default-is-admin' })
    if (isArchived) faults.push({ path: ['isArchived'], reason: 'template-is-default' })
  }
  if (isArchived && !wasArchived) {
    const users = (await templatesInUse(tx, accountId)).get(row.id) ?? 0
    if (users) faults.push({ path: ['isArchived'], reason: 'template-in-use', detail: { n: users } })
  }
  const changes = [
    { field: 'isArchived', from: String(wasArchived), to: String(isArchived) },
    { field: 'isDefault', from: String(wasDefault), to: String(isDefault) },
  ]
  return { isArchived, faults, changes: changes.filter(({ from, to }) => from !== to) }
}

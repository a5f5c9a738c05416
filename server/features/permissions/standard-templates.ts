import type { GranularPermission, PermissionLevel } from '../../../contract/permissions.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { insertTemplates, setDefaultTemplate } from './queries.ts'

export type StandardTemplates = { admin: string; standard: string; readOnly: string }

/** Gives a new account the templates it starts with. @returns the ids of those that its users may have */
export async function createStandardTemplates(tx: Tx, accountId: string): Promise<StandardTemplates> {
  const company = (name: string, directoryLevel: PermissionLevel, granular: GranularPermission[] = []) => {
    const isAdmin = directoryLevel === 'admin'
    const otherLevel: PermissionLevel = isAdmin ? 'admin' : 'none'
    return {
      account_id: accountId,
      id: newId(),
      name,
      directory_level: directoryLevel,
      prequalifications_level: otherLevel,
      reports_level: otherLevel,
      admin_level: otherLevel,
      granular,
      is_assignable: directoryLevel === 'read_only',
    }
  }
  const project = (name: string, directoryLevel: PermissionLevel) => ({
    account_id: accountId,
    id: newId(),
    name,
    scope: 'project',
    directory_level: directoryLevel,
    granular: [],
    is_assignable: directoryLevel !== 'admin',
  })
  const admin = company('Directory Admin', 'admin')
  const standard = company('Directory Standard + Create and Edit Users', 'standard', [
    'create-and-edit-users',
  ])
  const readOnly = company('Read Only', 'read_only')
  await insertTemplates(tx, [
    ...[admin, standard, readOnly],
    project('Project Admin', 'admin'),
    project('Project Standard', 'standard'),
    project('Project Read Only', 'read_only'),
  ])
  await setDefaultTemplate(tx, accountId, readOnly.id)
  return { admin: admin.id, standard: standard.id, readOnly: readOnly.id }
}

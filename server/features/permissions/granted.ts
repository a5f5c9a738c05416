import {
  type Permission,
  type PermissionLevel,
  permissionLevels,
  permissions,
} from '../../../contract/permissions.ts'

export type Template = { directory_level: PermissionLevel; granular: string[] }

/**
 * What a permission template grants. A Directory Admin may do everything.
 * Source: product.md section 4.
 */
export function permissionsGranted(template: Template): Set<Permission> {
  const atLeast = (level: PermissionLevel) =>
    permissionLevels.indexOf(template.directory_level) >= permissionLevels.indexOf(level)
  if (atLeast('admin')) return new Set(permissions)
  const granted = new Set<Permission>()
  if (atLeast('read_only')) granted.add('directory.view')
  if (atLeast('standard')) granted.add('directory.export')
  if (atLeast('read_only') && template.granular.includes('create-and-edit-users')) {
    granted.add('directory.create-and-edit-users')
  }
  return granted
}

import {
  type GranularPermission,
  type Permission,
  type PermissionLevel,
  type PermissionTool,
  permissionLevels,
  permissions,
} from '../../../contract/permissions.ts'

export type Template = {
  directory_level: PermissionLevel
  prequalifications_level: PermissionLevel
  reports_level: PermissionLevel
  admin_level: PermissionLevel
  granular: string[]
}

/** What grants a permission: a level of a tool or a stronger one, and perhaps a granular permission or another tool's level besides. */
type Grant = { tool: PermissionTool; level: PermissionLevel; granular?: GranularPermission; and?: Grant }

const from = (tool: PermissionTool, level: PermissionLevel, granular?: GranularPermission): Grant =>
  granular ? { tool, level, granular } : { tool, level }

/**
 * What grants each permission to who is no company Admin; one of several is enough. Company Admins may do everything, and
 * what stands here with an empty list they alone. Who may change something also sees it whole.
 * Source: product.md section 4.
 */
const grants: Record<Permission, Grant[]> = {
  'directory.view': [from('directory', 'read_only')],
  'directory.view-user-detail': [
    from('directory', 'read_only', 'view-user-detail'),
    from('directory', 'read_only', 'create-and-edit-users'),
    from('directory', 'standard'),
  ],
  'directory.view-company-detail': [
    from('directory', 'read_only', 'view-company-detail'),
    from('directory', 'read_only', 'create-and-edit-companies'),
    from('directory', 'standard'),
  ],
  'directory.export': [from('directory', 'standard')],
  'directory.create-and-edit-users': [from('directory', 'read_only', 'create-and-edit-users')],
  'companies.create-and-edit': [from('directory', 'read_only', 'create-and-edit-companies')],
  'companies.reactivate-and-merge': [],
  'directory.reactivate-users': [],
  'contacts.promote': [],
  'groups.edit': [],
  'projects.view-all': [],
  'projects.edit': [],
  'people.erase': [],
  'directory.import': [],
  'directory.assign-any-template': [],
  'directory.view-templates': [],
  'runs.view-others': [],
  'runs.undo': [],
  'permissions.edit': [],
  'settings.view': [from('admin', 'read_only')],
  'settings.change': [from('admin', 'admin')],
  'audit.view': [from('admin', 'standard')],
  'api-keys.manage': [from('admin', 'admin')],
  'reports.view-assignments': [from('reports', 'admin')],
  'open-items.reassign': [from('reports', 'admin')],
  'open-items.feed': [],
  'prequalifications.view': [from('prequalifications', 'read_only')],
  'prequalifications.comment': [from('prequalifications', 'standard')],
  'prequalifications.administer': [from('prequalifications', 'admin')],
  // Source: seed 001. The pair also covers the invitation to join that goes along.
  'prequalifications.invite': [{ ...from('prequalifications', 'admin'), and: from('directory', 'standard') }],
}

/** What a template of the scope company grants, in the order of the contract. */
export function permissionsGranted(template: Template): Set<Permission> {
  if (template.directory_level === 'admin') return new Set(permissions)
  const holds = ({ tool, level, granular, and }: Grant): boolean =>
    isAtLeast(template[`${tool}_level`], level) &&
    (granular === undefined || template.granular.includes(granular)) &&
    (and === undefined || holds(and))
  return new Set(permissions.filter(permission => grants[permission].some(holds)))
}

export const isAtLeast = (level: PermissionLevel, wanted: PermissionLevel): boolean =>
  permissionLevels.indexOf(level) >= permissionLevels.indexOf(wanted)

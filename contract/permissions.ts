import { z } from 'zod'

/** Levels per tool, weakest first. Source: product.md section 1, permission template. */
export const permissionLevels = ['none', 'read_only', 'standard', 'admin'] as const
export const permissionLevel = z.enum(permissionLevels)
export type PermissionLevel = z.infer<typeof permissionLevel>

/** Granular permissions of a template. */
export const granularPermissions = ['create-and-edit-users'] as const
export type GranularPermission = (typeof granularPermissions)[number]

/** The one closed list of what a person may do; what a template grants is worked out from it in one place on the server. */
export const permissions = [
  'directory.view',
  'directory.create-and-edit-users',
  'companies.create-and-edit',
  'directory.assign-any-template',
  'directory.view-templates',
  'directory.export',
  'directory.import',
  'runs.view-others',
  'audit.view',
  'settings.change',
  'permissions.edit',
  'api-keys.manage',
] as const
export const permission = z.enum(permissions)
export type Permission = z.infer<typeof permission>

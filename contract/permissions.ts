import { z } from 'zod'

/** Levels per tool, weakest first. Source: product.md section 1, permission template. */
export const permissionLevels = ['none', 'read_only', 'standard', 'admin'] as const
export const permissionLevel = z.enum(permissionLevels)
export type PermissionLevel = z.infer<typeof permissionLevel>

/** The tools that a template has a level for; `admin` is the one of settings, audit log and API keys. */
export const permissionTools = ['directory', 'prequalifications', 'reports', 'admin'] as const
export type PermissionTool = (typeof permissionTools)[number]

/** Where a template holds: in the whole account, or in the directory of a project for one who is on it. */
export const templateScopes = ['company', 'project'] as const
export type TemplateScope = (typeof templateScopes)[number]

/** Granular permissions of a template. */
export const granularPermissions = [
  'create-and-edit-users',
  'create-and-edit-companies',
  'view-user-detail',
  'view-company-detail',
] as const
export type GranularPermission = (typeof granularPermissions)[number]

/** The one closed list of what a person may do; what a template grants is worked out from it in one place on the server. */
export const permissions = [
  'directory.view',
  'directory.view-user-detail',
  'directory.view-company-detail',
  'directory.export',
  'directory.create-and-edit-users',
  'companies.create-and-edit',
  'companies.reactivate-and-merge',
  'directory.reactivate-users',
  'contacts.promote',
  'groups.edit',
  'projects.view-all',
  'projects.edit',
  'people.erase',
  'directory.import',
  'directory.assign-any-template',
  'directory.view-templates',
  'runs.view-others',
  'runs.undo',
  'permissions.edit',
  'settings.view',
  'settings.change',
  'audit.view',
  'api-keys.manage',
  'reports.view-assignments',
  'open-items.reassign',
  'open-items.feed',
  'prequalifications.view',
  'prequalifications.comment',
  'prequalifications.administer',
  'prequalifications.invite',
] as const
export const permission = z.enum(permissions)
export type Permission = z.infer<typeof permission>

/** The one closed list of what a template of a project lets a member do in the directory of that project. */
export const projectAbilities = [
  'on-project.view',
  'on-project.add-contacts',
  'on-project.run',
  'on-project.see-inactive',
  'on-project.reactivate',
] as const
export type ProjectAbility = (typeof projectAbilities)[number]

/** What a template grants: permissions in the account, or abilities on a project. */
export const templateGrant = z.enum([...permissions, ...projectAbilities])
export type TemplateGrant = z.infer<typeof templateGrant>

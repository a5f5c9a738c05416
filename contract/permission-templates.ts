import { z } from 'zod'
import { id, pageOf } from './paging.ts'
import { granularPermissions, permissionLevel, templateGrant, templateScopes } from './permissions.ts'

const templateFields = z.object({
  name: z.string().trim().min(1).max(100),
  directoryLevel: permissionLevel,
  prequalificationsLevel: permissionLevel,
  reportsLevel: permissionLevel,
  adminLevel: permissionLevel.describe('Settings, audit log and API keys'),
  granular: z.array(z.enum(granularPermissions)).max(granularPermissions.length),
  isAssignable: z
    .boolean()
    .describe('Whether holders of Create and Edit Users may give it; they never give a Directory Admin'),
})

const templateScope = z
  .enum(templateScopes)
  .describe('company: what a user may do; project: what a member may do in the directory of one project')

/** A template of a project has a level for the directory alone; which of the two a template is stays as it was made. */
export const templateInput = templateFields.extend({
  scope: templateScope.default('company'),
  prequalificationsLevel: permissionLevel.default('none'),
  reportsLevel: permissionLevel.default('none'),
  adminLevel: permissionLevel.default('none'),
})
export type TemplateInput = z.infer<typeof templateInput>
export const templateEdit = templateFields
  .extend({
    isArchived: z.boolean().describe('Archived, it is given to nobody any more; only where nobody has it'),
    isDefault: z.literal(true).describe('What a new user and a line of an import without a template get'),
  })
  .partial()
  .strict()
export type TemplateEdit = z.infer<typeof templateEdit>

export const permissionTemplate = z
  .object({
    ...templateInput.shape,
    id,
    isArchived: z.boolean(),
    isDefault: z.boolean().describe('What a new user and a line of an import without a template get'),
    users: z.number().int().describe('Active users, or members of projects, who have it'),
    permissions: z
      .array(templateGrant)
      .describe(
        'What it grants in the account; of a project, what it lets a member do there (`on-project.…`)',
      ),
    version: z.string().describe('Of what stands there; also its ETag'),
  })
  .meta({ id: 'PermissionTemplate' })
export type PermissionTemplate = z.infer<typeof permissionTemplate>

export const templatesQuery = z.object({ scope: templateScope.default('company') })

/** A template to choose from; its details for who may change it. */
export const templateOption = z.object({
  id,
  name: z.string(),
  mayAssign: z.boolean(),
  isDefault: z.boolean(),
  details: permissionTemplate.nullable(),
})
export type TemplateOption = z.infer<typeof templateOption>
export const templatesList = z.object({ items: z.array(templateOption) })

/** What a template that is not saved yet would grant. */
export const templateGrants = z.object({ permissions: z.array(templateGrant) })
export type TemplateGrants = z.infer<typeof templateGrants>

/** What a change would mean for the people who have the template. */
export const templatePreview = z.object({
  users: z.number().int(),
  gains: z.array(templateGrant),
  loses: z.array(templateGrant),
})
export type TemplatePreview = z.infer<typeof templatePreview>

/** Who has a template of a project, and where. */
export const templateMember = z
  .object({
    person: z.object({ id, name: z.string() }),
    project: z.object({ id, name: z.string() }),
  })
  .meta({ id: 'TemplateMember' })
export type TemplateMember = z.infer<typeof templateMember>
export const templateMembersPage = pageOf(templateMember)

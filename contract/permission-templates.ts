import { z } from 'zod'
import { id } from './paging.ts'
import { granularPermissions, permission, permissionLevel } from './permissions.ts'

export const templateInput = z.object({
  name: z.string().trim().min(1).max(100),
  directoryLevel: permissionLevel,
  granular: z.array(z.enum(granularPermissions)).max(granularPermissions.length),
  isAssignable: z
    .boolean()
    .describe('Whether holders of Create and Edit Users may give it; they never give a Directory Admin'),
})
export type TemplateInput = z.infer<typeof templateInput>
export const templateEdit = templateInput.partial().strict()
export type TemplateEdit = z.infer<typeof templateEdit>

export const permissionTemplate = z
  .object({
    ...templateInput.shape,
    id,
    users: z.number().int().describe('Active users who have it'),
    permissions: z.array(permission).describe('What it grants'),
  })
  .meta({ id: 'PermissionTemplate' })
export type PermissionTemplate = z.infer<typeof permissionTemplate>

/** A template to choose from; its details for who may change it. */
export const templateOption = z.object({
  id,
  name: z.string(),
  mayAssign: z.boolean(),
  details: permissionTemplate.nullable(),
})
export type TemplateOption = z.infer<typeof templateOption>
export const templatesList = z.object({ items: z.array(templateOption) })

/** What a change would mean for the people who have the template. */
export const templatePreview = z.object({
  users: z.number().int(),
  gains: z.array(permission),
  loses: z.array(permission),
})
export type TemplatePreview = z.infer<typeof templatePreview>

import type { TemplateEdit, TemplateInput } from '../../../contract/permission-templates.ts'
import type { TemplateScope } from '../../../contract/permissions.ts'

export const newTemplate = (scope: TemplateScope): TemplateInput => ({
  name: '',
  scope,
  directoryLevel: 'read_only',
  prequalificationsLevel: 'none',
  reportsLevel: 'none',
  adminLevel: 'none',
  granular: [],
  isAssignable: true,
})

export const inputOf = (template: TemplateInput): TemplateInput => ({
  name: template.name,
  scope: template.scope,
  directoryLevel: template.directoryLevel,
  prequalificationsLevel: template.prequalificationsLevel,
  reportsLevel: template.reportsLevel,
  adminLevel: template.adminLevel,
  granular: template.granular,
  isAssignable: template.isAssignable,
})

/** Only what was changed: of what a colleague changes meanwhile nothing is taken back. Of which scope it is stays. */
export function editOf({ scope: _, ...input }: TemplateInput, before: TemplateInput): TemplateEdit {
  const were: Record<string, unknown> = before
  const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
  return Object.fromEntries(Object.entries(input).filter(([field, value]) => !isSame(value, were[field])))
}

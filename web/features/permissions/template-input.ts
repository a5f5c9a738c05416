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

/** Of which scope it is stays. */
export const editOf = ({ scope: _, ...edit }: TemplateInput): TemplateEdit => edit

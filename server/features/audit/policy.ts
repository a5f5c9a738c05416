import { needs } from '../permissions/index.ts'

/** Who did what is for company Admins. Source: product.md section 4. */
export const mayViewAudit = needs('audit.view')

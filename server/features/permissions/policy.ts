import { needs } from './actor.ts'

/** Who may do what is for company Admins to say. Source: product.md section 4. */
export const mayEditTemplates = needs('permissions.edit')

import { type Actor, may } from './actor.ts'

/** Who may do what is for company Admins to say. Source: product.md section 4. */
export const mayEditTemplates = (actor: Actor): boolean => may(actor, 'permissions.edit')

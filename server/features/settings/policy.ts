import { type Actor, may } from '../permissions/index.ts'

/** Source: product.md section 4. */
export const mayChangeSettings = (actor: Actor): boolean => may(actor, 'settings.change')

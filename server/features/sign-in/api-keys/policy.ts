import { type Actor, may } from '../../permissions/index.ts'

/** Source: product.md section 4. */
export const mayManageApiKeys = (actor: Actor): boolean => may(actor, 'api-keys.manage')

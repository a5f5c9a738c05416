import { needs } from '../../permissions/index.ts'

/** Source: product.md section 4. */
export const mayManageApiKeys = needs('api-keys.manage')

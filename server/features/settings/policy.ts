import { needs } from '../permissions/index.ts'

/** Source: product.md section 4. */
export const mayViewSettings = needs('settings.view')
export const mayChangeSettings = needs('settings.change')

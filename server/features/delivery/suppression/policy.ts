import { needs } from '../../permissions/index.ts'

export const mayViewSuppressions = needs('settings.view')
/** Source: product.md section 4, settings. */
export const mayWriteAgain = needs('settings.change')

import { needs } from '../../permissions/index.ts'

export const mayViewWords = needs('settings.view')
/** Source: product.md section 4, settings. */
export const mayWriteWords = needs('settings.change')

import { needs } from '../permissions/index.ts'

/** Erasing is for company Admins. Source: product.md section 6. */
export const mayErase = needs('people.erase')

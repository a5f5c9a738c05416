import { needs } from '../permissions/index.ts'

/** Importing, and seeing what was imported, is a Directory Admin's. Source: product.md section 4. */
export const mayImport = needs('directory.import')

export type { ImportEffects } from './import-effects.ts'
export { type ImportOptions, type ImportOutcome, importPeople } from './import-people.ts'
export { importRoutes } from './routes.ts'

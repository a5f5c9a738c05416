export { type EmbeddedPostgres, ensureEmbeddedPostgres } from './ensure-embedded-postgres.ts'

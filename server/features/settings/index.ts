export { type AccountSettings, accountSettings } from './account-settings.ts'
export type { Context, Installation } from './installation.ts'
export { lockAccount } from './queries.ts'

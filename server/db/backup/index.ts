export { type BackupHeader, NotABackup, openContainer, writeContainer } from './container.ts'
export { takeSnapshot } from './dump.ts'
export { loadDatabase } from './load.ts'
export { newRecipe } from './seal.ts'

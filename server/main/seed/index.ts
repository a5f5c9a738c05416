export { type DemoSignIn, ensureDemo } from './demo-account.ts'
export { type SeedOrder, seedPeople } from './seed-people.ts'

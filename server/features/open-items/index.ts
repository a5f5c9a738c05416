export { openItemsSuccession } from './succession.ts'

export { reassignOpenItems } from './bulk/reassign-open-items.ts'
export { openItems } from './open-items-subject.ts'
export { openItemsSuccession } from './succession.ts'

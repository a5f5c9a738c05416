import { type Actor, may, needs } from '../permissions/index.ts'

/** The Assignment Report. Source: product.md section 4. */
export const mayViewAssignments = needs('reports.view-assignments')

/** What other systems do with a key: write what waits for whom. */
export const mayFeedOpenItems = needs('open-items.feed')

/** What waits for a person is part of their detail; of oneself everybody may know. */
export const mayViewOpenItemsOf = (actor: Actor, personId: string): boolean =>
  actor.personId === personId || may(actor, 'directory.view-user-detail') || mayViewAssignments(actor)

/** Whoever inactivates has to see what would be left behind. */
export const mayCountOpenItemsOfSelection = needs('directory.create-and-edit-users')

import { mayEditPeople } from '../directory/index.ts'

/** Inviting is open to whoever may create and edit users. Source: seed 000. */
export const mayInvite = mayEditPeople

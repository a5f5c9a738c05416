import type { Permission } from '../../../contract/permissions.ts'
import { type Actor, may, needs } from '../permissions/index.ts'

export const mayPress = (action: { permission: Permission }) => needs(action.permission)

/** A run names people: who lost the directory does not see even their own. */
export const mayViewRuns = needs('directory.view')

export const mayViewRun = (actor: Actor, run: { actor_id: string }): boolean =>
  mayViewRuns(actor) && (run.actor_id === actor.personId || may(actor, 'runs.view-others'))

/** Who may have something sent hears why nothing is. */
export const mayHearOfPauses = needs('directory.create-and-edit-users')

export const mayExportRun = needs('directory.export')

export const mayUndoRuns = needs('runs.undo')

export const mayViewRunsOfOthers = needs('runs.view-others')

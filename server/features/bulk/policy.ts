import type { Permission } from '../../../contract/permissions.ts'
import { type Actor, may } from '../permissions/index.ts'

/** Why this person may not press an action, or null. Words under `why-not.<code>`. */
export const whyNotPress = (actor: Actor, action: { permission: Permission }): string | null =>
  may(actor, action.permission) ? null : 'not-permitted'

/** A run names people: who lost the directory does not see even their own. */
export const mayViewRuns = (actor: Actor): boolean => may(actor, 'directory.view')

export const mayViewRun = (actor: Actor, run: { actor_id: string }): boolean =>
  mayViewRuns(actor) && (run.actor_id === actor.personId || may(actor, 'runs.view-others'))

export const mayExportRun = (actor: Actor): boolean => may(actor, 'directory.export')

export const mayViewRunsOfOthers = (actor: Actor): boolean => may(actor, 'runs.view-others')

import type { Selection } from '../../../contract/bulk-actions.ts'
import type { Permission } from '../../../contract/permissions.ts'
import { type Actor, may } from '../permissions/index.ts'
import type { BulkCatalogue } from './bulk-action.ts'

/** Why this person may not press an action, or null. Words under `why-not.<code>`. */
export const whyNotPress = (actor: Actor, action: { permission: Permission }): string | null =>
  may(actor, action.permission) ? null : 'not-permitted'

/** What nobody may be found by, nobody is selected by. */
export const maySelect = (actor: Actor, { mayFilter }: BulkCatalogue, selection: Selection): boolean =>
  'ids' in selection || mayFilter(actor, selection.filter)

/** A run names people: who lost the directory does not see even their own. */
export const mayViewRuns = (actor: Actor): boolean => may(actor, 'directory.view')

export const mayViewRun = (actor: Actor, run: { actor_id: string }): boolean =>
  mayViewRuns(actor) && (run.actor_id === actor.personId || may(actor, 'runs.view-others'))

export const mayExportRun = (actor: Actor): boolean => may(actor, 'directory.export')

export const mayViewRunsOfOthers = (actor: Actor): boolean => may(actor, 'runs.view-others')

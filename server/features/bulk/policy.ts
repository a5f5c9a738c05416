import type { Permission } from '../../../contract/permissions.ts'
import { type Actor, may } from '../permissions/index.ts'

/** Why this person may not press an action, or null. Words under `why-not.<code>`. */
export const whyNotPress = (actor: Actor, action: { permission: Permission }): string | null =>
  may(actor, action.permission) ? null : 'not-permitted'

export const mayViewRun = (actor: Actor, run: { actor_id: string }): boolean =>
  run.actor_id === actor.personId || may(actor, 'runs.view-others')

export const mayViewRunsOfOthers = (actor: Actor): boolean => may(actor, 'runs.view-others')

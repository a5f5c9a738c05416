import { z } from 'zod'
import { id } from '../../../contract/paging.ts'
import type { BulkAction, BulkCatalogue, Undone } from './bulk-action.ts'

const undone = z.object({ undone: id, input: z.unknown() })

/** What undoing the runs of an action is; undefined where they cannot be undone. */
export function undoing({ undo, ...action }: BulkAction): BulkAction<Undone> | undefined {
  if (!undo) return undefined
  const { name, subject } = action
  const permission = 'runs.undo'
  const undoes = { variant: () => ({ name: 'undo' as const, day: null }), judgesEach: () => true, ...undo }
  return { name, subject, permission, input: undone, sends: false, ...undoes }
}

/** What a run does; undefined where nothing of that name can be done any more. */
export function actionOf(
  catalogue: BulkCatalogue,
  run: { action: string; undo_of: string | null },
): BulkAction | undefined {
  const action = catalogue.actions.find(one => one.name === run.action)
  return action && run.undo_of ? undoing(action) : action
}

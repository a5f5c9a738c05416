import type { BulkActionName } from '../../../contract/bulk-actions.ts'
import type { Page } from '../../../contract/paging.ts'
import { type Run, type RunOutcome, runOutcomes } from '../../../contract/runs.ts'
import type { Tx } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { type Actor, refuseUnless } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import { actionOf } from './action-of.ts'
import type { BulkCatalogue } from './bulk-action.ts'
import { mayUndoRuns, mayViewRuns, mayViewRunsOfOthers } from './policy.ts'
import { mustSeeRun, reachOf } from './press-policy.ts'
import { countItems, type RunRow, runRows } from './view-queries.ts'

/** A run as it stands: its counts are the group-by of its items at this moment. @throws Problem not-found */
export async function runView(tx: Tx, catalogue: BulkCatalogue, actor: Actor, runId: string): Promise<Run> {
  const [found] = await runRows(tx, actor.accountId, { runId, limit: 1 })
  const row = await mustSeeRun(tx, catalogue, actor, found)
  return (await toRuns(tx, catalogue, actor, [row]))[0]!
}

/** Runs, newest first; of others only for who may see them. @throws Problem not-permitted */
export async function listRuns(
  tx: Tx,
  catalogue: BulkCatalogue,
  actor: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Run>> {
  refuseUnless(actor, mayViewRuns)
  const after = cursor ? fromCursor(cursor, 'id')[0] : null
  const actorId = mayViewRunsOfOthers(actor) ? null : actor.personId
  const rows = await runRows(tx, actor.accountId, { actorId, after, limit: limit + 1 })
  const runs = new Map((await toRuns(tx, catalogue, actor, rows)).map(run => [run.id, run]))
  return cutPage(
    rows,
    limit,
    row => [row.id],
    row => runs.get(row.id)!,
  )
}

async function toRuns(tx: Tx, catalogue: BulkCatalogue, actor: Actor, rows: RunRow[]): Promise<Run[]> {
  const items = await countItems(
    tx,
    actor.accountId,
    rows.map(row => row.id),
  )
  const { sendingPausedReason } = await accountSettings(tx, actor.accountId)
  const stoppable = await idsOfStoppable(tx, catalogue, actor, rows)
  return rows.map(row => {
    const action = actionOf(catalogue, row)
    const mayUndo = mayUndoRuns(actor) && !row.undo_of && action?.undo !== undefined
    const mine = items.filter(item => item.run_id === row.id)
    const counts = Object.fromEntries(
      runOutcomes.map(outcome => [outcome, sum(mine.filter(item => item.outcome === outcome))]),
    ) as Record<RunOutcome, number>
    // Until its filter is resolved nothing else is known of a run than what its review counted.
    if (!row.resolved_at) counts.pending = row.reviewed_count
    const pausedReason = row.finished_at === null && action?.sends ? sendingPausedReason : null
    const mayStop = stoppable.has(row.id)
    return {
      id: row.id,
      action: row.action as BulkActionName,
      variant: action?.variant?.(row.input) ?? null,
      state: pausedReason ? 'paused' : row.state,
      actor: { id: row.actor_id, name: `${row.first_name} ${row.last_name}`.trim() },
      createdAt: row.created_at.toISOString(),
      heldUntil: row.held_until?.toISOString() ?? null,
      finishedAt: row.finished_at?.toISOString() ?? null,
      selected: Object.values(counts).reduce((total, count) => total + count, 0),
      reviewed: row.reviewed_count,
      counts,
      reasons: mine.flatMap(({ outcome, reason, count }) => (reason ? [{ outcome, reason, count }] : [])),
      pausedReason,
      retryOf: row.retry_of,
      undoOf: row.undo_of,
      undoneIn: row.undone_in,
      may: {
        cancel: mayStop && row.finished_at === null && counts.pending > 0,
        retry: mayStop && row.finished_at !== null && counts.failed > 0,
        undo: mayUndo && row.finished_at !== null && counts.done > 0,
      },
    }
  })
}

/** The runs that whoever looks could have pressed. */
async function idsOfStoppable(
  tx: Tx,
  catalogue: BulkCatalogue,
  actor: Actor,
  rows: RunRow[],
): Promise<Set<string>> {
  const ids = new Set<string>()
  for (const row of rows) {
    const action = actionOf(catalogue, row)
    if (action && (await reachOf(tx, actor, action, row.input)) !== 'none') ids.add(row.id)
  }
  return ids
}

const sum = (items: { count: number }[]) => items.reduce((total, item) => total + item.count, 0)

import type { BulkActionName } from '../../../contract/bulk-actions.ts'
import type { Permission } from '../../../contract/permissions.ts'
import { type Tx, wakeWorkers } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { record } from '../audit/index.ts'
import { insertRun, releaseOldKey, runPressedWith } from './start-queries.ts'

export type Beginning = {
  action: BulkActionName
  selection: unknown
  input: unknown
  reviewedAt: string
  /** How many are selected. */
  count: number
  /** How many were, when it was reviewed; as many, unless it says so. */
  reviewed?: number
  heldUntil?: Date | null
  /** The same key by the same person starts one run. */
  idempotencyKey?: string | null
  retryOf?: string | null
  undoOf?: string | null
  /** Whether `fill` makes its items; else a worker does. */
  isResolved: boolean
}

/** @param scopes of the key that a program started it by: the run may no more than that; null for a person */
export type Starter = { accountId: string; actorId: string; scopes: readonly Permission[] | null }

/** Notes a run down and wakes whoever carries it out. @returns its id, or that of the run already begun with this key */
export async function beginRun(
  tx: Tx,
  { accountId, actorId, scopes }: Starter,
  run: Beginning,
  fill?: (runId: string) => Promise<unknown>,
): Promise<string> {
  const { idempotencyKey = null, undoOf = null } = run
  if (idempotencyKey) await releaseOldKey(tx, accountId, actorId, idempotencyKey)
  const id = newId()
  const isNew = await insertRun(tx, {
    account_id: accountId,
    id,
    action: run.action,
    actor_id: actorId,
    scopes: scopes && [...scopes],
    selection: JSON.stringify(run.selection),
    input: JSON.stringify(run.input),
    reviewed_at: run.reviewedAt,
    reviewed_count: run.reviewed ?? run.count,
    held_until: run.heldUntil ?? null,
    idempotency_key: idempotencyKey,
    retry_of: run.retryOf ?? null,
    undo_of: undoOf,
    resolved_at: run.isResolved ? new Date() : null,
  })
  if (!isNew) return (await runPressedWith(tx, accountId, actorId, idempotencyKey!)).id
  await fill?.(id)
  const by = { accountId, actorId, runId: id }
  const detail = { action: run.action, people: run.count }
  if (undoOf) await record(tx, by, 'run.undone', { ...detail, undone: undoOf })
  else await record(tx, by, 'run.started', detail)
  await wakeWorkers(tx)
  return id
}
